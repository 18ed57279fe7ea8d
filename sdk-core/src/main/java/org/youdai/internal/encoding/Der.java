package org.youdai.internal.encoding;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.youdai.decision.Reason;
import org.youdai.internal.Rejection;

/**
 * Reads ASN.1 values in the distinguished encoding only (X.690 §10): one meaning has exactly one
 * form. Every refusal is {@link Reason#BAD_ENCODING}.
 */
public final class Der {
  private Der() {}

  /**
   * Reads one value with nothing behind it.
   *
   * @param atMost the most bytes there may be
   * @throws Rejection if there are more, or they are not DER
   */
  public static ASN1Primitive read(byte[] bytes, int atMost) throws Rejection {
    if (bytes.length == 0 || bytes.length > atMost) {
      throw new Rejection(Reason.BAD_ENCODING, "1 to " + atMost + " bytes of DER are expected");
    }
    try {
      ASN1Primitive value = ASN1Primitive.fromByteArray(bytes);
      // The parser takes BER as well; whatever is not DER already comes out otherwise.
      if (Arrays.equals(value.getEncoded(ASN1Encoding.DER), bytes)) {
        return value;
      }
    } catch (IOException | RuntimeException notAsn1) {
      // The parser throws several unchecked types; what they say is worth nothing to the caller.
      throw new Rejection(Reason.BAD_ENCODING, "not DER");
    }
    throw new Rejection(Reason.BAD_ENCODING, "BER, not DER");
  }

  /** Returns the DER of a value. */
  public static byte[] write(ASN1Primitive value) {
    try {
      return value.getEncoded(ASN1Encoding.DER);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory cannot be written to", impossible);
    }
  }
}
