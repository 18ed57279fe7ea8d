/** What an issuer says about a holder, once it has been read. */
@NullMarked
package org.youdai.credential;

import org.jspecify.annotations.NullMarked;
