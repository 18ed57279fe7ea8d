/** What reads codes: a camera, or the scanner that a terminal has built in. */
@NullMarked
package org.youdai.android.scanner;

import org.jspecify.annotations.NullMarked;
