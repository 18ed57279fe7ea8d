/** From an authentic payload to a credential. */
@NullMarked
package org.youdai.internal.claims;

import org.jspecify.annotations.NullMarked;
