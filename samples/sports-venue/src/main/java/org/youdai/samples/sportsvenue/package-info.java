/** A sports venue's desk that asks a Youdai server over HTTP, and uses nothing of the SDK. */
@NullMarked
package org.youdai.samples.sportsvenue;

import org.jspecify.annotations.NullMarked;
