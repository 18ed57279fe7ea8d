/** Signed lists in, snapshots out. Touches the disk; verification never waits for it. */
@NullMarked
package org.youdai.feed;

import org.jspecify.annotations.NullMarked;
