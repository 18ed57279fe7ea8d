package org.youdai.internal.envelope;

import org.youdai.decision.Reason;
import org.youdai.internal.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.scan.QrText;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;

/**
 * A credential's text, unwrapped but not believed: {@code YD1:} and a Base45 COSE_Sign1 ({@code
 * docs/formats.md} §2).
 *
 * @param algorithm what the envelope says it was signed with; only ever compared
 * @param kid the key it says it was signed with
 * @param message what was signed, and the signature
 */
public record Envelope(SignatureAlgorithm algorithm, KeyId kid, CoseSign1 message) {
  /** What a credential's text begins with. */
  public static final String PREFIX = "YD1:";

  /** The most characters that a credential's text may have. */
  public static final int LONGEST_TEXT = 1024;

  /** Returns whether a text claims to be a credential. */
  public static boolean recognises(QrText text) {
    return text.reveal().startsWith(PREFIX);
  }

  /**
   * Unwraps a text.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#ENVELOPE}
   */
  public static Envelope parse(QrText text) throws Rejection {
    if (!recognises(text)) {
      throw new Rejection(Reason.NOT_OURS);
    }
    String characters = text.reveal();
    if (characters.length() > LONGEST_TEXT) {
      throw new Rejection(Reason.TEXT_TOO_LONG);
    }
    byte[] bytes = Base45.decode(characters, PREFIX.length());
    CoseSign1 message = CoseSign1.parse(bytes, Rules.DETERMINISTIC);
    return of(message);
  }

  private static Envelope of(CoseSign1 message) throws Rejection {
    CoseSign1.Headers headers = message.headers();
    boolean isAsAllowed =
        headers.alg().isPresent()
            && headers.kid().isPresent()
            && headers.kidIsProtected()
            && !headers.typ().isPresent()
            && headers.others() == 0
            && headers.kid().get().length == KeyId.LENGTH;
    if (!isAsAllowed) {
      throw new Rejection(Reason.HEADER_NOT_ALLOWED);
    }
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofCose(headers.alg().get())
            .orElseThrow(() -> new Rejection(Reason.ALGORITHM_UNKNOWN));
    return new Envelope(algorithm, KeyId.of(headers.kid().get()), message);
  }

  @Override
  public String toString() {
    return "Envelope[" + algorithm + "]";
  }
}
