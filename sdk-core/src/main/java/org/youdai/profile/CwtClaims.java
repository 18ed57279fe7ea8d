package org.youdai.profile;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.Cwt;

/** The numbers among the claims of a standard CWT (RFC 8392), for profiles of other cards. */
public final class CwtClaims {
  private final Map<Long, Long> numbers;

  private CwtClaims(Map<Long, Long> numbers) {
    this.numbers = numbers;
  }

  /**
   * Reads the claims of a payload that an issuer has signed.
   *
   * @throws Rejection CLAIM_MALFORMED if it is no claims map
   */
  public static CwtClaims of(AuthenticPayload payload) throws Rejection {
    return unverified(payload.bytes());
  }

  /**
   * Reads the claims of a payload that nobody has checked: for tools that look into codes, never to
   * decide by.
   *
   * @throws Rejection CLAIM_MALFORMED if it is no claims map
   */
  public static CwtClaims unverified(byte[] payload) throws Rejection {
    Map<Long, Long> numbers = new HashMap<>();
    try {
      CborReader cbor = new CborReader(payload, Rules.WELL_FORMED);
      CborReader.Entries claims = cbor.map();
      while (claims.next()) {
        if (claims.hasIntegerKey() && cbor.isInteger()) {
          numbers.put(claims.integerKey(), cbor.integer());
        } else if (claims.hasIntegerKey() && cbor.isFloat()) {
          // A NumericDate may have a fraction (RFC 8392 §2); the second that it lies in counts.
          numbers.put(claims.integerKey(), (long) Math.floor(cbor.floating()));
        } else {
          cbor.skip();
        }
      }
      cbor.requireEnd();
    } catch (Rejection malformed) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    return new CwtClaims(numbers);
  }

  /**
   * Returns a claim that is a number, without its fraction.
   *
   * @throws Rejection CLAIM_MISSING if there is none
   */
  public long number(long key) throws Rejection {
    Long number = numbers.get(key);
    if (number == null) {
      throw new Rejection(Reason.CLAIM_MISSING);
    }
    return number;
  }

  /**
   * Returns a claim that is a time in whole seconds since 1970.
   *
   * @throws Rejection CLAIM_MISSING if there is none, CLAIM_MALFORMED if it lies outside 1970 to
   *     9999
   */
  public Instant time(long key) throws Rejection {
    long seconds = number(key);
    if (seconds < 0 || seconds > Cwt.LATEST_SECOND) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    return Instant.ofEpochSecond(seconds);
  }

  @Override
  public String toString() {
    return "CwtClaims[" + numbers.size() + " numbers]";
  }
}
