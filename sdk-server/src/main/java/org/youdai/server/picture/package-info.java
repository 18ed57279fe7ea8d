/** Picture files, which sdk-core knows nothing of. */
@NullMarked
package org.youdai.server.picture;

import org.jspecify.annotations.NullMarked;
