/** Which benefit a venue grants, as data. */
@NullMarked
package org.youdai.policy;

import org.jspecify.annotations.NullMarked;
