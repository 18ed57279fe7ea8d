/**
 * How a code of some kind is recognised, unwrapped and read. The signature check between unwrapping
 * and reading is the SDK's own and cannot be replaced.
 */
@NullMarked
package org.youdai.profile;

import org.jspecify.annotations.NullMarked;
