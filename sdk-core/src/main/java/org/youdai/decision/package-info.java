/** What may be said at the end: never more than the passenger and the staff need. */
@NullMarked
package org.youdai.decision;

import org.jspecify.annotations.NullMarked;
