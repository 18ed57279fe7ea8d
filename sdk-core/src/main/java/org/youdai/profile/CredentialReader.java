package org.youdai.profile;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.youdai.credential.Credential;
import org.youdai.credential.CredentialId;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.signature.CoseKey;
import org.youdai.trust.VerifyingKey;

/** Reads the claims of a credential: a CWT claims map (RFC 8392, {@code docs/formats.md} §2). */
final class CredentialReader {
  private final String jurisdiction;
  private OptionalLong notBefore = OptionalLong.empty();
  private OptionalLong expires = OptionalLong.empty();
  private OptionalLong issuedAt = OptionalLong.empty();
  private Optional<CredentialId> id = Optional.empty();
  private Optional<Holder> holder = Optional.empty();
  private Optional<StatusReference> status = Optional.empty();
  private Optional<VerifyingKey> holderKey = Optional.empty();

  private CredentialReader(String jurisdiction) {
    this.jurisdiction = jurisdiction;
  }

  /**
   * Reads a credential.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#CLAIMS}
   */
  static Claims read(AuthenticPayload payload) throws Rejection {
    CredentialReader reader = new CredentialReader(payload.signedWith().issuer().id());
    try {
      reader.readClaims(new CborReader(payload.bytes(), Rules.DETERMINISTIC));
    } catch (Rejection malformed) {
      throw switch (malformed.reason()) {
        case BAD_ENCODING, TEXT_TRUNCATED, WRONG_SHAPE, KEY_INVALID ->
            new Rejection(Reason.CLAIM_MALFORMED);
        default -> malformed;
      };
    }
    return reader.toClaims();
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
    if (key == Cwt.EXP) {
      expires = OptionalLong.of(Cwt.time(cbor, Reason.CLAIM_MALFORMED));
    } else if (key == Cwt.NBF) {
      notBefore = OptionalLong.of(Cwt.time(cbor, Reason.CLAIM_MALFORMED));
    } else if (key == Cwt.IAT) {
      issuedAt = OptionalLong.of(Cwt.time(cbor, Reason.CLAIM_MALFORMED));
    } else if (key == Cwt.CTI) {
      id = Optional.of(id(cbor.byteString()));
    } else if (key == Cwt.CNF) {
      holderKey = Optional.of(holderKey(cbor));
    } else if (key == Cwt.BENEFIT_FACTS) {
      readBenefitFacts(cbor);
    } else if (key < 0) {
      throw new Rejection(Reason.CLAIM_UNKNOWN);
    } else {
      cbor.skip();
    }
  }

  private void readBenefitFacts(CborReader cbor) throws Rejection {
    cbor.arrayOf(4);
    DocumentKind kind =
        DocumentKind.ofNumber(cbor.integer()).orElseThrow(() -> new Rejection(Reason.KIND_UNKNOWN));
    long ageOver = cbor.integer();
    long list = cbor.integer();
    long index = cbor.integer();
    boolean isTier = ageOver == (int) ageOver && Holder.AGE_TIERS.contains((int) ageOver);
    if (list < 0 || index < 0 || !isTier) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    holder = Optional.of(new Holder(kind, (int) ageOver, jurisdiction));
    status = Optional.of(new StatusReference.InList(list, index));
  }

  private Claims toClaims() throws Rejection {
    Instant from = Instant.ofEpochSecond(require(notBefore));
    Instant to = Instant.ofEpochSecond(require(expires));
    Instant at = Instant.ofEpochSecond(require(issuedAt));
    CredentialId cti = id.orElseThrow(CredentialReader::missing);
    Holder who = holder.orElseThrow(CredentialReader::missing);
    StatusReference place = status.orElseThrow(CredentialReader::missing);
    if (!from.isBefore(to)) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    Credential credential =
        new Credential(who, at, new Validity(from, to), Optional.of(place), Optional.of(cti));
    return new Claims(credential, holderKey);
  }

  /** Reads {@code {1: COSE_Key}}. */
  private static VerifyingKey holderKey(CborReader cbor) throws Rejection {
    CborReader.Entries members = cbor.map();
    if (!members.next() || !members.hasIntegerKey() || members.integerKey() != Cwt.CNF_COSE_KEY) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    VerifyingKey key = CoseKey.read(cbor);
    if (members.next()) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    return key;
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
