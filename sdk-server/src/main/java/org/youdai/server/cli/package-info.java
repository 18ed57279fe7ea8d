/** The commands of {@code ./youdai}. None of them starts Spring. */
@NullMarked
package org.youdai.server.cli;

import org.jspecify.annotations.NullMarked;
