/** Keys and signatures; the only place that can call a payload authentic. */
@NullMarked
package org.youdai.internal.signature;

import org.jspecify.annotations.NullMarked;
