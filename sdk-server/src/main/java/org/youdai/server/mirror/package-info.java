/** Signed lists, passed on to gates once they are verified. */
@NullMarked
package org.youdai.server.mirror;

import org.jspecify.annotations.NullMarked;
