/** A device as a gate: its settings, its lists and journal, and their renewal in the background. */
@NullMarked
package org.youdai.android.station;

import org.jspecify.annotations.NullMarked;
