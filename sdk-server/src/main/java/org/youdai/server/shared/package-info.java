/** What gates and instances share: uses and passages, in Redis or in this process. */
@NullMarked
package org.youdai.server.shared;

import org.jspecify.annotations.NullMarked;
