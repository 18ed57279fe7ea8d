package org.youdai.server.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.Zlib;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.CwtClaims;
import org.youdai.profile.Envelope;
import org.youdai.profile.IssuerKeys;
import org.youdai.profile.Profile;
import org.youdai.profile.SignatureCheck;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.server.picture.Pictures;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustList;
import org.youdai.trust.VerifyingKey;
import tools.jackson.databind.JsonNode;

/**
 * Cases of eu-digital-green-certificates/dgc-testdata. Of their checks those that concern this SDK:
 * picture, prefix, Base45, compression, CBOR, signature, and time. Their JSON schema and key usage
 * do not, and are not counted.
 */
final class CovidCertificates {
  private static final String PREFIX = "HC1:";
  private static final int LARGEST = 1 << 20;
  private static final HexFormat HEX = HexFormat.of();

  private final Tally tally;
  private final Profile profile = new CovidCertificateProfile();

  CovidCertificates(Tally tally) {
    this.tally = tally;
  }

  void run(String name, JsonNode root) throws IOException {
    JsonNode expected = root.path("EXPECTEDRESULTS");
    for (Map.Entry<String, JsonNode> check : expected.properties()) {
      String caseId = name + "#" + check.getKey().replace("EXPECTED", "");
      boolean holds = check.getValue().asBoolean(false);
      switch (check.getKey()) {
        case "EXPECTEDPICTUREDECODE" -> runPicture(caseId, root, holds);
        case "EXPECTEDUNPREFIX" -> runPrefix(caseId, root, holds);
        case "EXPECTEDB45DECODE" -> runBase45(caseId, root, holds);
        case "EXPECTEDCOMPRESSION" -> runCompression(caseId, root, holds);
        case "EXPECTEDDECODE" -> runCbor(caseId, root, holds);
        case "EXPECTEDVERIFY" -> runSignature(caseId, root, holds);
        case "EXPECTEDEXPIRATIONCHECK" -> runTime(caseId, root, holds);
        default -> {} // the schema and the key usage of a health certificate
      }
    }
  }

  /** Returns whether a case has what it is about; if not it contradicts itself, and is skipped. */
  private boolean has(String caseId, JsonNode root, boolean expected, String... fields) {
    for (String field : fields) {
      if (root.path(field).asString("").isEmpty()) {
        tally.skip(
            caseId, "the case expects " + expected + " of a field that it has not: " + field);
        return false;
      }
    }
    return true;
  }

  private void runPicture(String caseId, JsonNode root, boolean expected) throws IOException {
    if (has(caseId, root, expected, "2DCODE", "PREFIX")) {
      byte[] png = Base64.getMimeDecoder().decode(withoutDataUri(root.path("2DCODE").asString()));
      QrText text = QrText.of(root.path("PREFIX").asString());
      boolean reads =
          Pictures.read(new ByteArrayInputStream(png), Pictures.MOST_PIXELS)
              .filter(picture -> new QrScanner().scan(picture).contains(text))
              .isPresent();
      tally.expect(caseId, expected, reads);
    }
  }

  private static String withoutDataUri(String base64) {
    return base64.substring(base64.indexOf(',') + 1);
  }

  private void runPrefix(String caseId, JsonNode root, boolean expected) {
    if (has(caseId, root, expected, "PREFIX")) {
      String text = root.path("PREFIX").asString();
      String rest = root.path("BASE45").asString("");
      boolean unwraps =
          profile.recognises(text)
              && (rest.isEmpty() || text.substring(PREFIX.length()).equals(rest));
      tally.expect(caseId, expected, unwraps);
    }
  }

  private void runBase45(String caseId, JsonNode root, boolean expected) {
    if (has(caseId, root, expected, "BASE45")) {
      boolean decodes;
      try {
        byte[] bytes = Base45.decode(root.path("BASE45").asString(), 0);
        decodes = matches(bytes, root.path("COMPRESSED"));
      } catch (Rejection refused) {
        decodes = false;
      }
      tally.expect(caseId, expected, decodes);
    }
  }

  private void runCompression(String caseId, JsonNode root, boolean expected) {
    if (has(caseId, root, expected, "COMPRESSED")) {
      boolean inflates;
      try {
        byte[] deflated = HEX.parseHex(root.path("COMPRESSED").asString());
        byte[] inflated = Zlib.inflate(deflated, LARGEST, Reason.BAD_ENCODING);
        inflates = matches(inflated, root.path("COSE"));
      } catch (Rejection refused) {
        inflates = false;
      }
      tally.expect(caseId, expected, inflates);
    }
  }

  private static boolean matches(byte[] bytes, JsonNode hex) {
    return hex.asString("").isEmpty() || Arrays.equals(bytes, HEX.parseHex(hex.asString()));
  }

  private void runCbor(String caseId, JsonNode root, boolean expected) {
    String field = root.path("CBOR").asString("").isEmpty() ? "COSE" : "CBOR";
    if (has(caseId, root, expected, field)) {
      boolean isWellFormed;
      try {
        CborReader reader =
            new CborReader(HEX.parseHex(root.path(field).asString()), Rules.WELL_FORMED);
        reader.skip();
        reader.requireEnd();
        isWellFormed = true;
      } catch (Rejection refused) {
        isWellFormed = false;
      }
      tally.expect(caseId, expected, isWellFormed);
    }
  }

  private void runSignature(String caseId, JsonNode root, boolean expected) {
    JsonNode context = root.path("TESTCTX");
    if (!has(caseId, root, expected, "COSE") || !has(caseId, context, expected, "CERTIFICATE")) {
      return;
    }
    byte[] cose = HEX.parseHex(root.path("COSE").asString());
    Optional<String> unoffered = unoffered(cose);
    if (unoffered.isPresent()) {
      tally.skip(caseId, Wycheproof.notOffered(unoffered.get()));
      return;
    }
    Certificate certificate;
    try {
      certificate = Certificate.read(context.path("CERTIFICATE").asString());
    } catch (CertificateException notACertificate) {
      tally.skip(caseId, "the case's certificate is none: " + notACertificate.getMessage());
      return;
    }
    boolean verifies = verifies(cose, certificate.keys());
    if (expected && !verifies && certificate.isOtherwiseSigner(cose)) {
      tally.skip(
          caseId,
          "the signature fits the case's certificate, but the message names another key id than"
              + " that of the certificate (first 8 bytes of its SHA-256)");
      return;
    }
    tally.expect(caseId, expected, verifies);
    if (expected && root.path("EXPECTEDRESULTS").path("EXPECTEDUNPREFIX").asBoolean(false)) {
      runProfile(caseId + "-by-profile", root.path("PREFIX").asString(""), certificate.keys());
    }
  }

  /** The whole way from the text, through the profile. */
  private void runProfile(String caseId, String text, IssuerKeys keys) {
    boolean reads;
    try {
      Envelope envelope = profile.unwrap(text);
      AuthenticPayload payload = SignatureCheck.authenticate(envelope, keys, Instant.EPOCH);
      profile.read(payload);
      reads = true;
    } catch (Rejection refused) {
      reads = false;
    }
    tally.expect(caseId, true, reads);
  }

  private static boolean verifies(byte[] cose, IssuerKeys keys) {
    try {
      SignatureCheck.authenticate(Envelope.ofCose(cose), keys, Instant.EPOCH);
      return true;
    } catch (Rejection refused) {
      return false;
    }
  }

  /** Returns the algorithm that a message names if the SDK does not offer it. */
  private static Optional<String> unoffered(byte[] cose) {
    try {
      return CoseSign1.parse(cose, Rules.WELL_FORMED)
          .headers()
          .alg()
          .filter(alg -> SignatureAlgorithm.ofCose(alg).isEmpty())
          .map(alg -> alg == -37 ? "PS256" : "with COSE number " + alg);
    } catch (Rejection notCose) {
      return Optional.empty();
    }
  }

  private void runTime(String caseId, JsonNode root, boolean expected) {
    JsonNode context = root.path("TESTCTX");
    if (!has(caseId, root, expected, "COSE")
        || !has(caseId, context, expected, "VALIDATIONCLOCK")) {
      return;
    }
    Instant now;
    try {
      now = OffsetDateTime.parse(context.path("VALIDATIONCLOCK").asString()).toInstant();
    } catch (DateTimeParseException notAnInstant) {
      tally.skip(caseId, "the case's clock is no instant");
      return;
    }
    boolean inForce;
    try {
      CoseSign1 message =
          CoseSign1.parse(HEX.parseHex(root.path("COSE").asString()), Rules.WELL_FORMED);
      CwtClaims claims = CwtClaims.unverified(message.payload());
      inForce = new Validity(claims.time(Cwt.IAT), claims.time(Cwt.EXP)).contains(now);
    } catch (Rejection | IllegalArgumentException noTimes) {
      inForce = false;
    }
    tally.expect(caseId, expected, inForce);
  }

  /** A signer's certificate, as the issuer keys of a trust list. */
  private record Certificate(IssuerKeys keys, Optional<SignatureVerifier> verifier) {
    static Certificate read(String base64) throws CertificateException {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      if (!(certificate.getPublicKey() instanceof ECPublicKey key)
          || key.getParams().getCurve().getField().getFieldSize() != 256) {
        return new Certificate(IssuerKeys.none(), Optional.empty());
      }
      VerifyingKey point = VerifyingKey.of(SignatureAlgorithm.ES256, encode(key.getW()));
      Validity validity =
          new Validity(
              certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
      IssuerKey issuerKey =
          new IssuerKey(
              kid(der),
              point,
              new Issuer("", "", ""),
              validity,
              Optional.empty(),
              DocumentKind.SIGNED);
      Instant issued = validity.notBefore();
      TrustList trust =
          new TrustList(1, issued, validity.notAfter(), List.of(issuerKey), List.of(), Set.of());
      try {
        return new Certificate(IssuerKeys.of(trust), Optional.of(SignatureVerifier.of(point)));
      } catch (Rejection notOnTheCurve) {
        throw new CertificateException("its key is not on its curve", notOnTheCurve);
      }
    }

    boolean isOtherwiseSigner(byte[] cose) {
      try {
        CoseSign1 message = CoseSign1.parse(cose, Rules.WELL_FORMED);
        return verifier.isPresent()
            && verifier.get().verifies(message.toBeSigned(), message.signature());
      } catch (Rejection refused) {
        return false;
      }
    }

    private static KeyId kid(byte[] der) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(der);
        return KeyId.of(Arrays.copyOf(hash, KeyId.LENGTH));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java platform has SHA-256", impossible);
      }
    }

    private static byte[] encode(ECPoint point) {
      byte[] encoded = new byte[65];
      encoded[0] = 4;
      put(point.getAffineX(), encoded, 1);
      put(point.getAffineY(), encoded, 33);
      return encoded;
    }

    private static void put(BigInteger value, byte[] into, int at) {
      byte[] bytes = value.toByteArray(); // may have a sign byte, or fewer than 32
      int length = Math.min(32, bytes.length);
      System.arraycopy(bytes, bytes.length - length, into, at + 32 - length, length);
    }
  }
}
