/** From a picture to the text of a QR code, and back. */
@NullMarked
package org.youdai.scan;

import org.jspecify.annotations.NullMarked;
