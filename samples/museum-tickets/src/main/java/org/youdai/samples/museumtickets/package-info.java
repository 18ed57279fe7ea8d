/** A small ticket system of a museum, with the starter of {@code sdk-server} in it. */
@NullMarked
package org.youdai.samples.museumtickets;

import org.jspecify.annotations.NullMarked;
