/**
 * The issuing side: keys, credentials, signed documents and status lists. Nothing that verifies
 * depends on it.
 */
@NullMarked
package org.youdai.authority;

import org.jspecify.annotations.NullMarked;
