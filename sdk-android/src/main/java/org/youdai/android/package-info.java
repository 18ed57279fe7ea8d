/** What an Android validator needs around the core. */
@NullMarked
package org.youdai.android;

import org.jspecify.annotations.NullMarked;
