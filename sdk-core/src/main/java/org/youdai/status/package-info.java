/** Which credentials are no longer valid, and how old that knowledge is. */
@NullMarked
package org.youdai.status;

import org.jspecify.annotations.NullMarked;
