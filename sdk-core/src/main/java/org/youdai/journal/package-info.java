/** What was decided, kept safe until it is uploaded; never whose it was. Touches the disk. */
@NullMarked
package org.youdai.journal;

import org.jspecify.annotations.NullMarked;
