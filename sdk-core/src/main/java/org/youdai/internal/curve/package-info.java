/**
 * Sums of points on the two curves over 256-bit primes, with BouncyCastle's field arithmetic. The
 * formulas are those of the Explicit-Formulas Database (hyperelliptic.org/EFD), each named where it
 * is used. Nothing here is secret, so that nothing here takes the same time for every input.
 */
@NullMarked
package org.youdai.internal.curve;

import org.jspecify.annotations.NullMarked;
