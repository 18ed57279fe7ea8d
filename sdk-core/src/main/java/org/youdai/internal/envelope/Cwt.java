package org.youdai.internal.envelope;

import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;

/** The claim keys of a CWT (RFC 8392 §4) that are used here, and its times. */
public final class Cwt {
  /** The claim {@code sub}. */
  public static final int SUB = 2;

  /** The claim {@code exp}. */
  public static final int EXP = 4;

  /** The claim {@code nbf}. */
  public static final int NBF = 5;

  /** The claim {@code iat}. */
  public static final int IAT = 6;

  /** The claim {@code cti}. */
  public static final int CTI = 7;

  /** The claim {@code cnf} (RFC 8747 §3.1). */
  public static final int CNF = 8;

  /** The member {@code COSE_Key} of {@code cnf} (RFC 8747 §3.2). */
  public static final int CNF_COSE_KEY = 1;

  /** The benefit facts of a credential: {@code [kind, ageOver, list, index]}. */
  public static final int BENEFIT_FACTS = -65537;

  /** The last second of the year 9999: no time is later. */
  public static final long LATEST_SECOND = 253_402_300_799L;

  private Cwt() {}

  /**
   * Reads a time in whole seconds, from 1970 to the year 9999.
   *
   * @throws Rejection with {@code reason} if it lies outside
   */
  public static long time(CborReader cbor, Reason reason) throws Rejection {
    long seconds = cbor.integer();
    if (seconds < 0 || seconds > LATEST_SECOND) {
      throw new Rejection(reason);
    }
    return seconds;
  }
}
