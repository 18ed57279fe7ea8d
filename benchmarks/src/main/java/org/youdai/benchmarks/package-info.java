/** Questions about speed, each with the command that answers it. */
@NullMarked
package org.youdai.benchmarks;

import org.jspecify.annotations.NullMarked;
