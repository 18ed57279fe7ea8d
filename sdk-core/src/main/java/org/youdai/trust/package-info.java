/** Who may sign, with which algorithm, and until when. */
@NullMarked
package org.youdai.trust;

import org.jspecify.annotations.NullMarked;
