package org.youdai.gate;

import java.time.Clock;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * What a gate's device supplies.
 *
 * @param clock its clock
 * @param nanos a counter of nanoseconds that only goes on: {@code System::nanoTime}, or on Android
 *     {@code SystemClock::elapsedRealtimeNanos}
 * @param random a {@link java.security.SecureRandom} as a rule
 */
public record Device(Clock clock, LongSupplier nanos, Random random) {}
