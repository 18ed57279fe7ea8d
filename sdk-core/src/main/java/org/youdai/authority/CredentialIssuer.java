package org.youdai.authority;

import java.security.SecureRandom;
import java.time.Instant;
import org.youdai.credential.CredentialId;
import org.youdai.credential.CredentialKind;
import org.youdai.credential.Holder;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.internal.claims.CredentialReader;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Envelope;
import org.youdai.scan.QrText;

/** Signs credentials with one key ({@code docs/formats.md} §2). */
public final class CredentialIssuer {
  private final SigningKey key;
  private final SecureRandom random;

  /** Makes an issuer; {@code random} gives the credentials' opaque ids. */
  public CredentialIssuer(SigningKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /**
   * Returns the text of a new credential.
   *
   * @param kind what it is
   * @param ageOver one of {@link Holder#AGE_TIERS}: the highest that the holder has reached
   * @param issuedAt when it is signed, in whole seconds
   * @param validity when it is in force, in whole seconds
   * @param status its place in the status lists
   * @throws IllegalArgumentException if {@code ageOver} is none of the tiers
   */
  public QrText issue(
      CredentialKind kind,
      int ageOver,
      Instant issuedAt,
      Validity validity,
      StatusReference status) {
    if (!Holder.AGE_TIERS.contains(ageOver)) {
      throw new IllegalArgumentException("ageOver is one of " + Holder.AGE_TIERS);
    }
    byte[] id = new byte[CredentialId.LENGTH];
    random.nextBytes(id);
    byte[] claims =
        new CborWriter()
            .map(5)
            .integer(CredentialReader.EXP)
            .integer(validity.notAfter().getEpochSecond())
            .integer(CredentialReader.NBF)
            .integer(validity.notBefore().getEpochSecond())
            .integer(CredentialReader.IAT)
            .integer(issuedAt.getEpochSecond())
            .integer(CredentialReader.CTI)
            .byteString(id)
            .integer(CredentialReader.BENEFIT_FACTS)
            .array(4)
            .integer(kind.number())
            .integer(ageOver)
            .integer(status.list())
            .integer(status.index())
            .toBytes();
    return sign(claims);
  }

  /** Signs any claims, well-formed or not, so that tests can make what no authority would. */
  public QrText sign(byte[] claims) {
    byte[] header =
        new CborWriter()
            .map(2)
            .integer(1)
            .integer(key.algorithm().coseNumber())
            .integer(4)
            .byteString(key.kid().bytes())
            .toBytes();
    byte[] signature = key.sign(CoseSign1.toBeSigned(header, claims));
    byte[] message = CoseSign1.encode(header, claims, signature);
    return QrText.of(Envelope.PREFIX + Base45.encode(message));
  }
}
