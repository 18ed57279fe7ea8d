package org.youdai.profile;

import java.time.Instant;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Cwt;
import org.youdai.trust.SignatureAlgorithm;

/** {@code YP1:}, a phone's live code ({@code docs/formats.md} §3). */
final class PresentationProfile implements Profile {
  static final String PREFIX = "YP1:";

  @Override
  public String name() {
    return "YP1";
  }

  @Override
  public boolean recognises(String text) {
    return text.startsWith(PREFIX);
  }

  @Override
  public Envelope unwrap(String text) throws Rejection {
    CoseSign1 outer = CoseSign1.parse(CredentialProfile.decode(text), Rules.DETERMINISTIC);
    CoseSign1.Headers headers = outer.headers();
    if (!headers.algIsProtected()
        || headers.kid().isPresent()
        || headers.typ().isPresent()
        || headers.others() > 0) {
      throw new Rejection(Reason.HEADER_NOT_ALLOWED);
    }
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofCose(
                headers.alg().orElseThrow(() -> new Rejection(Reason.HEADER_NOT_ALLOWED)))
            .orElseThrow(() -> new Rejection(Reason.ALGORITHM_UNKNOWN));
    CborReader payload = new CborReader(outer.payload(), Rules.DETERMINISTIC);
    payload.arrayOf(2);
    byte[] credential = payload.byteString();
    Instant issuedAt = Instant.ofEpochSecond(Cwt.time(payload, Reason.WRONG_SHAPE));
    payload.requireEnd();
    return Envelope.ofStrictCose(credential)
        .with(new HolderProof(algorithm, outer.toBeSigned(), outer.signature(), issuedAt));
  }

  @Override
  public Claims read(AuthenticPayload payload) throws Rejection {
    return CredentialReader.read(payload);
  }
}
