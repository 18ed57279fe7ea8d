/** The HTTP API under {@code /v1}: what goes in and comes out, and what a caller is told. */
@NullMarked
package org.youdai.server.api;

import org.jspecify.annotations.NullMarked;
