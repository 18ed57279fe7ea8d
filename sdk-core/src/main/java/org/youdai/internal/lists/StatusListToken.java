package org.youdai.internal.lists;

import com.nimbusds.jose.JWSObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.encoding.Zlib;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.status.StatusList;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;

/**
 * Reads Status List Tokens, in CWT and in JWT form (draft-ietf-oauth-status-list-20 §5). What is
 * not said is bounded all the same: a token without {@code exp} counts as expired a day after
 * {@code iat}, and one without {@code ttl} is due for renewal after half its life.
 */
public final class StatusListToken {
  /** The most bytes of a token. */
  public static final int LARGEST = 2 * 1024 * 1024;

  /** The {@code typ} of the CWT form. */
  public static final String CWT_TYPE = "application/statuslist+cwt";

  /** The {@code typ} of the JWT form. */
  public static final String JWT_TYPE = "statuslist+jwt";

  /** The claim {@code ttl}. */
  public static final int TTL = 65534;

  /** The claim {@code status_list}. */
  public static final int STATUS_LIST = 65533;

  private static final long DAY = 86_400;

  private Optional<String> sub = Optional.empty();
  private OptionalLong iat = OptionalLong.empty();
  private OptionalLong exp = OptionalLong.empty();
  private OptionalLong ttl = OptionalLong.empty();
  private OptionalLong bits = OptionalLong.empty();
  private Optional<byte[]> deflated = Optional.empty();

  private StatusListToken() {}

  /**
   * Reads a token of either form that a status key of the trust list has signed.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#DOCUMENT}
   */
  public static StatusList read(byte[] token, TrustList trust) throws Rejection {
    if (token.length > LARGEST) {
      throw new Rejection(Reason.DOCUMENT_TOO_LARGE, token.length + " bytes, at most " + LARGEST);
    }
    StatusListToken claims = new StatusListToken();
    if (token.length > 0 && token[0] == 'e') { // base64url of {"
      claims.readJwt(new String(token, StandardCharsets.ISO_8859_1), trust);
    } else {
      claims.readCwt(token, trust);
    }
    return claims.toStatusList();
  }

  private void readCwt(byte[] token, TrustList trust) throws Rejection {
    try {
      CoseSign1 message = CoseSign1.parse(token, Rules.WELL_FORMED);
      if (!message.headers().typ().filter(CWT_TYPE::equals).isPresent()) {
        throw new Rejection(Reason.DOCUMENT_MALFORMED, "not of type " + CWT_TYPE);
      }
      readClaims(new CborReader(message.payload(), Rules.WELL_FORMED));
      KeyId kid = kid(message.headers().kid().orElseThrow(StatusListToken::unsigned));
      SignatureAlgorithm algorithm =
          SignatureAlgorithm.ofCose(message.headers().alg().orElseThrow(StatusListToken::unsigned))
              .orElseThrow(StatusListToken::unsigned);
      requireSigned(trust, kid, algorithm, message.toBeSigned(), message.signature());
    } catch (Rejection malformed) {
      throw asDocument(malformed);
    }
  }

  private void readClaims(CborReader cbor) throws Rejection {
    CborReader.Entries claims = cbor.map();
    while (claims.next()) {
      long key = claims.hasIntegerKey() ? claims.integerKey() : Long.MIN_VALUE;
      if (key == Cwt.SUB) {
        sub = Optional.of(cbor.text());
      } else if (key == Cwt.IAT) {
        iat = OptionalLong.of(cbor.integer());
      } else if (key == Cwt.EXP) {
        exp = OptionalLong.of(cbor.integer());
      } else if (key == TTL) {
        ttl = OptionalLong.of(cbor.integer());
      } else if (key == STATUS_LIST) {
        readList(cbor);
      } else {
        cbor.skip();
      }
    }
    cbor.requireEnd();
  }

  private void readList(CborReader cbor) throws Rejection {
    CborReader.Entries members = cbor.map();
    while (members.next()) {
      if (members.hasIntegerKey()) {
        cbor.skip();
      } else if (members.textKey().equals("bits")) {
        bits = OptionalLong.of(cbor.integer());
      } else if (members.textKey().equals("lst")) {
        deflated = Optional.of(cbor.byteString());
      } else {
        cbor.skip();
      }
    }
  }

  private void readJwt(String token, TrustList trust) throws Rejection {
    JWSObject jws;
    try {
      jws = JWSObject.parse(token);
    } catch (ParseException | IllegalArgumentException notJws) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "not a compact JWS");
    }
    boolean isStatusList =
        jws.getHeader().getType() != null
            && JWT_TYPE.equals(jws.getHeader().getType().getType())
            && jws.getHeader().getCriticalParams() == null;
    if (!isStatusList || jws.getHeader().getKeyID() == null) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "not a signed " + JWT_TYPE);
    }
    readClaims(Json.parse(jws.getPayload().toBytes()));
    KeyId kid = SignedDocument.keyId(jws.getHeader().getKeyID());
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofJose(jws.getHeader().getAlgorithm().getName())
            .orElseThrow(StatusListToken::unsigned);
    requireSigned(trust, kid, algorithm, jws.getSigningInput(), jws.getSignature().decode());
  }

  private void readClaims(Json json) throws Rejection {
    sub = Optional.of(json.get("sub").text());
    iat = OptionalLong.of(json.get("iat").integer(0, Cwt.LATEST_SECOND));
    exp = number(json.find("exp"));
    ttl = number(json.find("ttl"));
    Json list = json.get("status_list");
    list.requireOnly(Set.of("bits", "lst", "aggregation_uri"));
    bits = OptionalLong.of(list.get("bits").integer(1, 8));
    deflated = Optional.of(list.get("lst").base64Url(LARGEST));
  }

  private static OptionalLong number(Optional<Json> json) throws Rejection {
    return json.isPresent()
        ? OptionalLong.of(json.get().integer(0, Cwt.LATEST_SECOND))
        : OptionalLong.empty();
  }

  private void requireSigned(
      TrustList trust, KeyId kid, SignatureAlgorithm algorithm, byte[] message, byte[] signature)
      throws Rejection {
    String uri = sub.orElseThrow(() -> new Rejection(Reason.DOCUMENT_MALFORMED, "no sub"));
    StatusKey key = trust.statusKey(kid, uri).orElseThrow(StatusListToken::unsigned);
    if (key.key().algorithm() != algorithm
        || !SignatureVerifier.of(key.key()).verifies(message, signature)) {
      throw unsigned();
    }
  }

  private StatusList toStatusList() throws Rejection {
    long issued = iat.orElseThrow(() -> new Rejection(Reason.DOCUMENT_MALFORMED, "no iat"));
    long expires = exp.orElse(issued + DAY);
    // Compared before they are subtracted: the difference of any two longs may overflow.
    if (issued < 0 || expires <= issued || expires > Cwt.LATEST_SECOND) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "iat or exp out of bounds");
    }
    long refresh = ttl.orElse((expires - issued) / 2);
    if (refresh <= 0 || refresh > Cwt.LATEST_SECOND - issued) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "ttl out of bounds");
    }
    long width = bits.orElseThrow(() -> new Rejection(Reason.DOCUMENT_MALFORMED, "no bits"));
    if (width != 1 && width != 2 && width != 4 && width != 8) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "bits is 1, 2, 4 or 8");
    }
    byte[] lst = deflated.orElseThrow(() -> new Rejection(Reason.DOCUMENT_MALFORMED, "no lst"));
    return StatusList.of(
        sub.orElseThrow(StatusListToken::unsigned),
        (int) width,
        Zlib.inflate(lst, StatusList.MOST_ENTRIES / 8 * (int) width, Reason.LIST_NOT_INFLATABLE),
        Instant.ofEpochSecond(issued),
        Instant.ofEpochSecond(issued + refresh),
        Instant.ofEpochSecond(expires));
  }

  private static KeyId kid(byte[] bytes) throws Rejection {
    if (bytes.length != KeyId.LENGTH) {
      throw unsigned();
    }
    return KeyId.of(bytes);
  }

  private static Rejection unsigned() {
    return new Rejection(Reason.DOCUMENT_SIGNATURE_INVALID, "no status key has signed it");
  }

  private static Rejection asDocument(Rejection rejection) {
    return switch (rejection.reason()) {
      case BAD_ENCODING, TEXT_TRUNCATED, WRONG_SHAPE ->
          new Rejection(Reason.DOCUMENT_MALFORMED, "not a COSE_Sign1 with a claims map");
      default -> rejection;
    };
  }
}
