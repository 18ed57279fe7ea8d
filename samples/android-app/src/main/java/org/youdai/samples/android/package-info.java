/** A validator app to copy from. */
@NullMarked
package org.youdai.samples.android;

import org.jspecify.annotations.NullMarked;
