package org.youdai.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import java.security.SecureRandom;
import org.youdai.credential.CredentialId;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.signature.CoseKey;
import org.youdai.internal.signature.Jwk;
import org.youdai.internal.signature.PublicPoint;
import org.youdai.scan.QrText;
import org.youdai.trust.VerifyingKey;

/** Signs credentials with one key ({@code docs/formats.md} §2). */
public final class CredentialIssuer {
  private static final String PREFIX = "YD1:";

  private final SigningKey key;
  private final SecureRandom random;

  /** Makes an issuer; {@code random} gives the credentials' opaque ids. */
  public CredentialIssuer(SigningKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /**
   * Returns the text of a new credential, as a static code ({@code YD1:}).
   *
   * @throws IllegalArgumentException if the draft's {@code ageOver} is none of the tiers
   */
  public QrText issue(CredentialDraft draft) {
    return QrText.of(PREFIX + Base45.encode(sign(claims(draft))));
  }

  /**
   * Returns a new credential as a COSE_Sign1, for a phone that presents it.
   *
   * @throws IllegalArgumentException if the draft's {@code ageOver} is none of the tiers
   */
  public byte[] issueBytes(CredentialDraft draft) {
    return sign(claims(draft));
  }

  /**
   * Returns the text of a new credential as a compact JWS ({@code docs/formats.md} §4).
   *
   * @param listUri the URI of the status list that the draft names
   * @throws IllegalArgumentException if the draft's {@code ageOver} is none of the tiers
   */
  public QrText issueJws(CredentialDraft draft, String listUri) {
    return signJws(jsonClaims(draft, listUri));
  }

  /** Signs any claims, well-formed or not, so that tests can make what no authority would. */
  public byte[] sign(byte[] claims) {
    byte[] header =
        new CborWriter()
            .map(2)
            .integer(1)
            .integer(key.algorithm().coseNumber())
            .integer(4)
            .byteString(key.kid().bytes())
            .toBytes();
    byte[] signature = key.sign(CoseSign1.toBeSigned(header, claims));
    return CoseSign1.encode(header, claims, signature);
  }

  /** Signs any claims as a compact JWS, well-formed or not. */
  public QrText signJws(byte[] claims) {
    JWSHeader header =
        new JWSHeader.Builder(new JWSAlgorithm(key.algorithm().joseName()))
            .keyID(key.kid().toString())
            .type(new JOSEObjectType("yd+jwt"))
            .build();
    JWSObject jws = new JWSObject(header, new Payload(claims));
    try {
      jws.sign(new JoseSigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key cannot sign with its own algorithm", impossible);
    }
    return QrText.of(jws.serialize());
  }

  private byte[] newId() {
    byte[] id = new byte[CredentialId.LENGTH];
    random.nextBytes(id);
    return id;
  }

  private byte[] claims(CredentialDraft draft) {
    CborWriter claims = new CborWriter().map(draft.holderKey().isPresent() ? 6 : 5);
    claims.integer(Cwt.EXP).integer(draft.validity().notAfter().getEpochSecond());
    claims.integer(Cwt.NBF).integer(draft.validity().notBefore().getEpochSecond());
    claims.integer(Cwt.IAT).integer(draft.issuedAt().getEpochSecond());
    claims.integer(Cwt.CTI).byteString(newId());
    if (draft.holderKey().isPresent()) {
      claims.integer(Cwt.CNF).map(1).integer(Cwt.CNF_COSE_KEY);
      CoseKey.writeCompressed(claims, point(draft.holderKey().get()));
    }
    return claims
        .integer(Cwt.BENEFIT_FACTS)
        .array(4)
        .integer(draft.kind().number())
        .integer(draft.ageOver())
        .integer(draft.place().list())
        .integer(draft.place().index())
        .toBytes();
  }

  private byte[] jsonClaims(CredentialDraft draft, String listUri) {
    return DocumentWriter.object(
        json -> {
          json.writeNumberField("iat", draft.issuedAt().getEpochSecond());
          json.writeNumberField("nbf", draft.validity().notBefore().getEpochSecond());
          json.writeNumberField("exp", draft.validity().notAfter().getEpochSecond());
          json.writeStringField("jti", DocumentWriter.base64Url(newId()));
          if (draft.holderKey().isPresent()) {
            json.writeObjectFieldStart("cnf");
            json.writeObjectFieldStart("jwk");
            Jwk.writeMembers(json, point(draft.holderKey().get()));
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeObjectFieldStart("status");
          json.writeObjectFieldStart("status_list");
          json.writeNumberField("idx", draft.place().index());
          json.writeStringField("uri", listUri);
          json.writeEndObject();
          json.writeEndObject();
          json.writeObjectFieldStart("yd");
          json.writeNumberField("kind", draft.kind().number());
          json.writeNumberField("age_over", draft.ageOver());
          json.writeEndObject();
        });
  }

  private static PublicPoint point(VerifyingKey key) {
    try {
      return PublicPoint.of(key);
    } catch (Rejection notAKey) {
      throw new IllegalArgumentException("the phone's key is none", notAKey);
    }
  }
}
