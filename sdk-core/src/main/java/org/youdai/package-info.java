/**
 * The rulebook: one {@link org.youdai.Verifier}, one {@link org.youdai.Snapshot} of what is
 * trusted.
 */
@NullMarked
package org.youdai;

import org.jspecify.annotations.NullMarked;
