/** Who may ask for what: keys, roles, limits, and the record of what operators did. */
@NullMarked
package org.youdai.server.access;

import org.jspecify.annotations.NullMarked;
