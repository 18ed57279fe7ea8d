/** The venues that the server decides for, and their gates. */
@NullMarked
package org.youdai.server.venue;

import org.jspecify.annotations.NullMarked;
