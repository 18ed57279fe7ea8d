/** Bytes and text from outside: Base45, CBOR and JSON, with bounds. */
@NullMarked
package org.youdai.internal.encoding;

import org.jspecify.annotations.NullMarked;
