/** Signed documents and status lists, checked as they are read. */
@NullMarked
package org.youdai.internal.lists;

import org.jspecify.annotations.NullMarked;
