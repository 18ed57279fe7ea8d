/**
 * What an issuer says about a holder, once it has been read, and what is read of other documents
 * with equal effect.
 */
@NullMarked
package org.youdai.credential;

import org.jspecify.annotations.NullMarked;
