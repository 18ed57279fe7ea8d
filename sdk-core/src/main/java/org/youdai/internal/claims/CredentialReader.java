package org.youdai.internal.claims;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.youdai.credential.Credential;
import org.youdai.credential.CredentialId;
import org.youdai.credential.CredentialKind;
import org.youdai.credential.Holder;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.internal.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.signature.AuthenticPayload;
import org.youdai.trust.IssuerKey;

/** Reads the claims of a credential: a CWT claims map (RFC 8392, {@code docs/formats.md} §2). */
public final class CredentialReader {
  /** The claim {@code exp}. */
  public static final int EXP = 4;

  /** The claim {@code nbf}. */
  public static final int NBF = 5;

  /** The claim {@code iat}. */
  public static final int IAT = 6;

  /** The claim {@code cti}. */
  public static final int CTI = 7;

  /** The claim {@code cnf} (RFC 8747). */
  public static final int CNF = 8;

  /** The benefit facts: {@code [kind, ageOver, list, index]}. */
  public static final int BENEFIT_FACTS = -65537;

  /** The last second of the year 9999: no date is later. */
  public static final long LATEST_SECOND = 253_402_300_799L;

  private final IssuerKey issuerKey;
  private OptionalLong notBefore = OptionalLong.empty();
  private OptionalLong expires = OptionalLong.empty();
  private OptionalLong issuedAt = OptionalLong.empty();
  private Optional<CredentialId> id = Optional.empty();
  private Optional<Holder> holder = Optional.empty();
  private Optional<StatusReference> status = Optional.empty();
  private boolean boundToPhone;

  private CredentialReader(IssuerKey issuerKey) {
    this.issuerKey = issuerKey;
  }

  /**
   * Reads a credential and checks that its issuer's key may sign it.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#CLAIMS}
   */
  public static Credential read(AuthenticPayload payload) throws Rejection {
    CredentialReader reader = new CredentialReader(payload.signedWith());
    try {
      reader.readClaims(new CborReader(payload.bytes(), Rules.DETERMINISTIC));
    } catch (Rejection malformed) {
      throw switch (malformed.reason()) {
        case BAD_ENCODING, TEXT_TRUNCATED, WRONG_SHAPE -> new Rejection(Reason.CLAIM_MALFORMED);
        default -> malformed;
      };
    }
    return reader.toCredential();
  }

  private void readClaims(CborReader cbor) throws Rejection {
    CborReader.Entries claims = cbor.map();
    while (claims.next()) {
      if (!claims.hasIntegerKey()) {
        cbor.skip();
      } else {
        readClaim(claims.integerKey(), cbor);
      }
    }
    cbor.requireEnd();
  }

  private void readClaim(long key, CborReader cbor) throws Rejection {
    if (key == EXP) {
      expires = OptionalLong.of(time(cbor));
    } else if (key == NBF) {
      notBefore = OptionalLong.of(time(cbor));
    } else if (key == IAT) {
      issuedAt = OptionalLong.of(time(cbor));
    } else if (key == CTI) {
      id = Optional.of(id(cbor.byteString()));
    } else if (key == CNF) {
      cbor.skip();
      boundToPhone = true;
    } else if (key == BENEFIT_FACTS) {
      readBenefitFacts(cbor);
    } else if (key < 0) {
      throw new Rejection(Reason.CLAIM_UNKNOWN);
    } else {
      cbor.skip();
    }
  }

  private void readBenefitFacts(CborReader cbor) throws Rejection {
    cbor.arrayOf(4);
    CredentialKind kind =
        CredentialKind.ofNumber(cbor.integer())
            .orElseThrow(() -> new Rejection(Reason.KIND_UNKNOWN));
    long ageOver = cbor.integer();
    long list = cbor.integer();
    long index = cbor.integer();
    if (list < 0 || index < 0 || ageOver > 100 || !Holder.AGE_TIERS.contains((int) ageOver)) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    holder = Optional.of(new Holder(kind, (int) ageOver, issuerKey.issuer().id()));
    status = Optional.of(new StatusReference(list, index));
  }

  private Credential toCredential() throws Rejection {
    Instant from = Instant.ofEpochSecond(require(notBefore));
    Instant to = Instant.ofEpochSecond(require(expires));
    Instant at = Instant.ofEpochSecond(require(issuedAt));
    CredentialId cti = id.orElseThrow(CredentialReader::missing);
    Holder who = holder.orElseThrow(CredentialReader::missing);
    StatusReference place = status.orElseThrow(CredentialReader::missing);
    if (!from.isBefore(to)) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    if (!issuerKey.kinds().contains(who.kind())) {
      throw new Rejection(Reason.KIND_NOT_ALLOWED);
    }
    if (!issuerKey.signing().contains(at)) {
      throw new Rejection(Reason.ISSUED_OUTSIDE_KEY_VALIDITY);
    }
    return new Credential(who, at, new Validity(from, to), place, cti, boundToPhone);
  }

  private static long time(CborReader cbor) throws Rejection {
    long seconds = cbor.integer();
    if (seconds < 0 || seconds > LATEST_SECOND) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    return seconds;
  }

  private static CredentialId id(byte[] bytes) throws Rejection {
    if (bytes.length != CredentialId.LENGTH) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    return CredentialId.of(bytes);
  }

  private static long require(OptionalLong value) throws Rejection {
    return value.orElseThrow(CredentialReader::missing);
  }

  private static Rejection missing() {
    return new Rejection(Reason.CLAIM_MISSING);
  }
}
