/** Toy package of the scaffold. */
@NullMarked
package org.youdai.android;

import org.jspecify.annotations.NullMarked;
