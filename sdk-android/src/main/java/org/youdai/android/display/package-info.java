/** What tells passengers and staff of a decision. */
@NullMarked
package org.youdai.android.display;

import org.jspecify.annotations.NullMarked;
