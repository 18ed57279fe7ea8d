package org.youdai.profile;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Set;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.signature.JoseVerifier;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;

/** A credential as a compact JWS ({@code docs/formats.md} §4). */
final class JwsProfile implements Profile {
  /** The {@code typ} of such a JWS. */
  static final String TYPE = "yd+jwt";

  /** The most characters of such a JWS. */
  static final int LONGEST_TEXT = 2048;

  private static final String PREFIX = "eyJ"; // base64url of {"
  private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");

  @Override
  public String name() {
    return "JWS";
  }

  @Override
  public boolean recognises(String text) {
    return text.startsWith(PREFIX);
  }

  /** Unwraps; a JWS of another type is not ours, since many systems show such texts. */
  @Override
  public Envelope unwrap(String text) throws Rejection {
    if (text.length() > LONGEST_TEXT) {
      throw new Rejection(Reason.TEXT_TOO_LONG);
    }
    requireAlphabet(text);
    JWSObject jws = parse(text);
    JWSHeader header = jws.getHeader();
    if (header.getType() == null || !TYPE.equals(header.getType().getType())) {
      throw new Rejection(Reason.NOT_OURS);
    }
    if (!HEADERS.equals(header.getIncludedParams())) {
      throw new Rejection(Reason.HEADER_NOT_ALLOWED);
    }
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofJose(header.getAlgorithm().getName())
            .orElseThrow(() -> new Rejection(Reason.ALGORITHM_UNKNOWN));
    return Envelope.of(
        algorithm,
        kid(header.getKeyID()),
        jws.getSigningInput(),
        jws.getPayload().toBytes(),
        jws.getSignature().decode());
  }

  private static JWSObject parse(String text) throws Rejection {
    try {
      JWSObject jws = JWSObject.parse(text);
      boolean hasOneText = true;
      for (Base64URL part : jws.getParsedParts()) {
        hasOneText &= JoseVerifier.isCanonical(part);
      }
      if (!hasOneText) {
        throw new Rejection(Reason.BAD_ENCODING);
      }
      return jws;
    } catch (ParseException | IllegalArgumentException notJws) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
  }

  private static void requireAlphabet(String text) throws Rejection {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (c == '.') {
        dots++;
      } else if (!isLetter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
        throw new Rejection(Reason.BAD_CHARACTER);
      }
    }
    if (dots != 2) {
      throw new Rejection(dots < 2 ? Reason.TEXT_TRUNCATED : Reason.WRONG_SHAPE);
    }
  }

  private static KeyId kid(String kid) throws Rejection {
    try {
      return KeyId.ofBase64Url(kid);
    } catch (IllegalArgumentException notAKeyId) {
      throw new Rejection(Reason.HEADER_NOT_ALLOWED);
    }
  }

  @Override
  public Claims read(AuthenticPayload payload) throws Rejection {
    return JwsCredentialReader.read(payload);
  }
}
