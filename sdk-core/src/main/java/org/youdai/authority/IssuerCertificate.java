package org.youdai.authority;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.encoders.Hex;
import org.youdai.credential.Validity;
import org.youdai.internal.Rejection;
import org.youdai.internal.encoding.Der;
import org.youdai.internal.encoding.Pem;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.internal.signature.Spki;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * An X.509 certificate as the source of an issuer's key (GB/T 20518, RFC 5280), with keys and
 * signatures of SM2, P-256 or Ed25519. It builds no chain and judges no name: whose key this is,
 * and who had to sign the certificate, is known to the one who puts the key into a trust list.
 */
public final class IssuerCertificate {
  /** The most bytes of a certificate in DER. */
  public static final int LONGEST = 16 * 1024;

  private static final int LONGEST_SERIAL = 20;
  private static final List<Integer> SIGNS =
      List.of(KeyUsage.digitalSignature, KeyUsage.nonRepudiation, KeyUsage.keyCertSign);

  private final VerifyingKey key;
  private final Validity validity;
  private final String serial;
  private final byte[] signed;
  private final SignatureAlgorithm algorithm;
  private final byte[] signature;

  private IssuerCertificate(Certificate certificate, byte[] signed) throws Rejection {
    this.key = Spki.read(certificate.getSubjectPublicKeyInfo());
    this.validity = validity(certificate);
    this.serial = serial(certificate.getSerialNumber().getValue());
    this.signed = signed;
    this.algorithm = algorithm(certificate.getSignatureAlgorithm());
    this.signature = signature(certificate, algorithm);
  }

  /**
   * Reads one certificate, in DER or as one PEM block {@code CERTIFICATE}.
   *
   * @throws IllegalArgumentException if it is neither; if its key or signature is of another kind
   *     or malformed; or if its key usage says that the key signs nothing, as with the second
   *     certificate of a Chinese pair, whose private key lies in escrow. The message says which.
   */
  public static IssuerCertificate read(byte[] derOrPem) {
    try {
      byte[] der = Pem.isPem(derOrPem) ? Pem.decode("CERTIFICATE", derOrPem) : derOrPem;
      ASN1Primitive parsed = Der.read(der, LONGEST);
      Certificate certificate = parse(parsed);
      // The whole is DER, so that its first part encodes to the very bytes that were signed.
      ASN1Encodable first = ASN1Sequence.getInstance(parsed).getObjectAt(0);
      return new IssuerCertificate(certificate, Der.write(first.toASN1Primitive()));
    } catch (Rejection rejection) {
      throw new IllegalArgumentException("certificate: " + rejection.where(), rejection);
    }
  }

  private static Certificate parse(ASN1Primitive parsed) {
    Certificate certificate;
    Optional<KeyUsage> usage;
    try {
      certificate = Certificate.getInstance(parsed);
      usage = Optional.ofNullable(KeyUsage.fromExtensions(certificate.getExtensions()));
    } catch (RuntimeException otherShape) {
      // The parser throws several unchecked types, which say little about the certificate.
      throw new IllegalArgumentException("certificate: not an X.509 certificate", otherShape);
    }
    if (!certificate
        .getSignatureAlgorithm()
        .equals(certificate.getTBSCertificate().getSignature())) {
      throw wrong("it names two signature algorithms"); // RFC 5280 §4.1.1.2
    }
    if (usage.isPresent() && SIGNS.stream().noneMatch(usage.get()::hasUsages)) {
      throw wrong("its key usage does not allow signatures"); // RFC 5280 §4.2.1.3
    }
    return certificate;
  }

  private static Validity validity(Certificate certificate) {
    Instant notBefore = instant(certificate.getStartDate());
    Instant notAfter = instant(certificate.getEndDate());
    if (notAfter.isBefore(notBefore)) {
      throw wrong("its validity ends before it begins");
    }
    return new Validity(notBefore, notAfter.plusSeconds(1)); // there, the last second belongs to it
  }

  /** Reads YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ, the only forms of RFC 5280 §4.1.2.5. */
  private static Instant instant(Time time) {
    byte[] der = Der.write(time.toASN1Primitive());
    String text = new String(der, 2, der.length - 2, StandardCharsets.US_ASCII);
    boolean isShort = time.toASN1Primitive() instanceof ASN1UTCTime;
    int digits = isShort ? 12 : 14;
    if (text.length() != digits + 1 || text.charAt(digits) != 'Z') {
      throw wrong("its validity is not in whole seconds of UTC");
    }
    try {
      String full = isShort ? (text.charAt(0) < '5' ? "20" : "19") + text : text;
      return LocalDateTime.of(
              number(full, 0, 4),
              number(full, 4, 6),
              number(full, 6, 8),
              number(full, 8, 10),
              number(full, 10, 12),
              number(full, 12, 14))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | NumberFormatException noDate) {
      throw new IllegalArgumentException("certificate: its validity is not a date", noDate);
    }
  }

  private static int number(String text, int from, int to) {
    String digits = text.substring(from, to);
    if (digits.charAt(0) == '-' || digits.charAt(0) == '+') {
      throw new NumberFormatException("a sign"); // which parseInt would take
    }
    return Integer.parseInt(digits);
  }

  private static String serial(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 8 * LONGEST_SERIAL) {
      throw wrong("its serial number is negative or longer than " + LONGEST_SERIAL + " bytes");
    }
    return Hex.toHexString(BigIntegers.asUnsignedByteArray(number));
  }

  private static SignatureAlgorithm algorithm(AlgorithmIdentifier identifier) {
    String oid = identifier.getAlgorithm().getId();
    Optional<ASN1Encodable> parameters = Optional.ofNullable(identifier.getParameters());
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (oid(algorithm).equals(oid)) {
        // Many issuers of SM2 certificates write NULL where nothing should stand.
        boolean isNull =
            algorithm == SignatureAlgorithm.SM2
                && parameters.isPresent()
                && parameters.get() instanceof ASN1Null;
        if (parameters.isPresent() && !isNull) {
          throw wrong("its signature algorithm " + oid + " has parameters");
        }
        return algorithm;
      }
    }
    throw wrong("its signature algorithm " + oid + " is none of SM2 with SM3, ES256 and Ed25519");
  }

  private static String oid(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case SM2 -> GMObjectIdentifiers.sm2sign_with_sm3.getId();
      case ES256 -> X9ObjectIdentifiers.ecdsa_with_SHA256.getId();
      case ED25519 -> Spki.ID_ED25519.getId();
    };
  }

  private static byte[] signature(Certificate certificate, SignatureAlgorithm algorithm) {
    if (certificate.getSignature().getPadBits() != 0) {
      throw wrong("its signature is not a whole number of bytes");
    }
    byte[] bytes = certificate.getSignature().getBytes();
    if (algorithm != SignatureAlgorithm.ED25519) {
      return SignatureFormat.fromDer(bytes);
    }
    if (bytes.length != SignatureAlgorithm.SIGNATURE_LENGTH) {
      throw wrong("its signature has not " + SignatureAlgorithm.SIGNATURE_LENGTH + " bytes");
    }
    return bytes;
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("certificate: " + what);
  }

  /** Returns the key that the certificate is for: a point in its group, uncompressed. */
  public VerifyingKey key() {
    return key;
  }

  /**
   * Returns when the certificate is valid. The certificate's own last second belongs to it (RFC
   * 5280 §4.1.2.5), so that the span ends one second later.
   */
  public Validity validity() {
    return validity;
  }

  /** Returns the serial number in lower-case hexadecimal, two digits a byte. */
  public String serial() {
    return serial;
  }

  /**
   * Returns whether {@code issuer} has signed this certificate; SM2 with the default user id. A key
   * for another algorithm, or one that is not on its curve, has not.
   */
  public boolean isSignedBy(VerifyingKey issuer) {
    if (issuer.algorithm() != algorithm) {
      return false;
    }
    try {
      return SignatureVerifier.of(issuer).verifies(signed, signature);
    } catch (Rejection noKey) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "IssuerCertificate[" + serial + ", " + key.algorithm() + "]";
  }
}
