/** The page for staff of a venue without a gate. */
@NullMarked
package org.youdai.server.page;

import org.jspecify.annotations.NullMarked;
