/** The server: a Spring Boot starter, a runnable server, and the command line in front of both. */
@NullMarked
package org.youdai.server;

import org.jspecify.annotations.NullMarked;
