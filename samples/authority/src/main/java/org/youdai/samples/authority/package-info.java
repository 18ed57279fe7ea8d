/** A sandbox issuing authority with a page that plays 爱山东's part. */
@NullMarked
package org.youdai.samples.authority;

import org.jspecify.annotations.NullMarked;
