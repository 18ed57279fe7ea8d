/** Who may pass now: everything between a scanner and a turnstile. */
@NullMarked
package org.youdai.gate;

import org.jspecify.annotations.NullMarked;
