package org.youdai.server.conformance;

import java.time.Instant;
import java.util.Optional;
import org.youdai.credential.Credential;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.envelope.Cwt;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Claims;
import org.youdai.profile.CwtClaims;
import org.youdai.profile.Envelope;
import org.youdai.profile.Profile;

/**
 * Another card's code as an operator would add it: the EU's Digital COVID Certificate ({@code
 * HC1:}, Base45, ZLIB, COSE). Its health data are not looked at.
 */
final class CovidCertificateProfile implements Profile {
  private static final String PREFIX = "HC1:";
  private static final int LARGEST = 64 * 1024;

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
    Holder nobody = new Holder(DocumentKind.ELDERLY_CERTIFICATE, 0, "");
    Validity validity = new Validity(issuedAt, expires);
    return new Claims(
        new Credential(nobody, issuedAt, validity, Optional.empty(), Optional.empty()),
        Optional.empty());
  }
}
