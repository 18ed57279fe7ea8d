/** What stands around a signed payload. */
@NullMarked
package org.youdai.internal.envelope;

import org.jspecify.annotations.NullMarked;
