/** Shared by the internal packages: how an expected refusal travels. */
@NullMarked
package org.youdai.internal;

import org.jspecify.annotations.NullMarked;
