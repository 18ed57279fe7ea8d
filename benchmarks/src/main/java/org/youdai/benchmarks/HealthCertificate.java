package org.youdai.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.youdai.authority.CredentialIssuer;
import org.youdai.credential.Credential;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.Cwt;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Claims;
import org.youdai.profile.CwtClaims;
import org.youdai.profile.Envelope;
import org.youdai.profile.Profile;
import org.youdai.scan.QrText;

/**
 * The EU's Digital COVID Certificate ({@code HC1:}, Base45, ZLIB, COSE), as an operator would add
 * it; health data are not looked at. It is the code that other libraries read as well.
 */
final class HealthCertificate implements Profile {
  /** Who signs, as far as the other libraries ask. */
  static final String COUNTRY = "SE";

  private static final String PREFIX = "HC1:";
  private static final int LARGEST = 64 * 1024;
  private static final int ISS = 1;
  private static final int HCERT = -260;

  @Override
  public String name() {
    return "HC1";
  }

  @Override
  public boolean recognises(String text) {
    return text.startsWith(PREFIX);
  }

  @Override
  public Envelope unwrap(String text) throws Rejection {
    return Envelope.ofBase45ZlibCose(text, PREFIX.length(), LARGEST);
  }

  @Override
  public Claims read(AuthenticPayload payload) throws Rejection {
    CwtClaims claims = CwtClaims.of(payload);
    Instant issuedAt = claims.time(Cwt.IAT);
    Instant expires = claims.time(Cwt.EXP);
    if (!issuedAt.isBefore(expires)) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    Holder somebody = new Holder(DocumentKind.ELDERLY_CERTIFICATE, 60, "");
    Validity validity = new Validity(issuedAt, expires);
    return new Claims(
        new Credential(somebody, issuedAt, validity, Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  /** Issues certificates that differ in their numbers. */
  static List<QrText> issue(CredentialIssuer issuer, int count) {
    List<QrText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(QrText.of(PREFIX + Base45.encode(deflated(issuer.sign(claims(i))))));
    }
    return texts;
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** The claims of a vaccination certificate, in the EU's schema 1.3.0. */
  private static byte[] claims(int number) {
    CborWriter claims = new CborWriter().map(4);
    claims.integer(ISS).text(COUNTRY);
    claims.integer(Cwt.EXP).integer(GenuineCodes.YEAR.notAfter().getEpochSecond());
    claims.integer(Cwt.IAT).integer(GenuineCodes.NOW.getEpochSecond());
    claims.integer(HCERT).map(1).integer(1).map(4);
    claims.text("ver").text("1.3.0");
    claims.text("dob").text("1950-02-01");
    claims.text("nam").map(4);
    claims.text("fn").text("Öberg").text("fnt").text("OEBERG");
    claims.text("gn").text("Åsa").text("gnt").text("AASA");
    claims.text("v").array(1).map(10);
    claims.text("tg").text("840539006").text("vp").text("1119349007");
    claims.text("mp").text("EU/1/20/1528").text("ma").text("ORG-100030215");
    claims.text("dn").integer(2).text("sd").integer(2).text("dt").text("2026-10-01");
    claims.text("co").text(COUNTRY).text("is").text("Sandbox");
    return claims.text("ci").text("URN:UVCI:01:SE:EHM/%08d".formatted(number)).toBytes();
  }
}
