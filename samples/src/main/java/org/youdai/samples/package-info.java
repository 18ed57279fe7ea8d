/** Small programs to copy from. */
@NullMarked
package org.youdai.samples;

import org.jspecify.annotations.NullMarked;
