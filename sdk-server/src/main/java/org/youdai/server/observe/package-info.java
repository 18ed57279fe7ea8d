/** How the server is doing: metrics, and whether it is ready. */
@NullMarked
package org.youdai.server.observe;

import org.jspecify.annotations.NullMarked;
