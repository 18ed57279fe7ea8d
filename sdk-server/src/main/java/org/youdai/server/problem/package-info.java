/** What a caller is told when a request cannot be answered (RFC 9457). */
@NullMarked
package org.youdai.server.problem;

import org.jspecify.annotations.NullMarked;
