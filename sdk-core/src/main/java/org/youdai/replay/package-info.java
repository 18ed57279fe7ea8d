/** Whether a code was used just now, here or at another gate of the venue. */
@NullMarked
package org.youdai.replay;

import org.jspecify.annotations.NullMarked;
