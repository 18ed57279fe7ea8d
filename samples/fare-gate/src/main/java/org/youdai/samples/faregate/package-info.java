/** A complete gate program: scanners, a large display, sound, a turnstile, lists and a journal. */
@NullMarked
package org.youdai.samples.faregate;

import org.jspecify.annotations.NullMarked;
