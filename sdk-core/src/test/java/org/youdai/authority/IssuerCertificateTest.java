package org.youdai.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.TestAuthority;
import org.youdai.credential.Validity;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

final class IssuerCertificateTest {
  private static final SigningKey ISSUER =
      SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(71));
  private static final VerifyingKey SUBJECT =
      SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(72)).verifyingKey();

  /** Returns a time as it stands, which need not be one. */
  private static ASN1Primitive time(int tag, String text) {
    byte[] der = ("??" + text).getBytes(StandardCharsets.US_ASCII);
    der[0] = (byte) tag;
    der[1] = (byte) text.length();
    try {
      return ASN1Primitive.fromByteArray(der);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory cannot be read", impossible);
    }
  }

  /** A certificate to be, good until a part of it is replaced. */
  private static final class Draft {
    SigningKey issuer = ISSUER;
    byte[] spki = KeyFormat.SPKI_DER.write(SUBJECT);
    BigInteger serial = new BigInteger("0a1b2c", 16);
    AlgorithmIdentifier inner = identifier(SignatureAlgorithm.SM2);
    AlgorithmIdentifier outer = identifier(SignatureAlgorithm.SM2);
    ASN1Primitive notBefore = time(0x17, "260101000000Z");
    ASN1Primitive notAfter = time(0x17, "271231235959Z");
    int usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

    static AlgorithmIdentifier identifier(SignatureAlgorithm algorithm) {
      return new AlgorithmIdentifier(
          new ASN1ObjectIdentifier(
              switch (algorithm) {
                case SM2 -> "1.2.156.10197.1.501";
                case ES256 -> "1.2.840.10045.4.3.2";
                case ED25519 -> "1.3.101.112";
              }));
    }

    void signedBy(SigningKey key) {
      issuer = key;
      inner = identifier(key.algorithm());
      outer = inner;
    }

    byte[] signed() throws IOException {
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(new DERTaggedObject(true, 0, new ASN1Integer(2)));
      parts.add(new ASN1Integer(serial));
      parts.add(inner);
      parts.add(new X500Name("CN=issuer"));
      parts.add(new DERSequence(vector(notBefore, notAfter)));
      parts.add(new X500Name("CN=subject"));
      parts.add(ASN1Primitive.fromByteArray(spki));
      if (usage != 0) {
        Extension extension = Extension.create(Extension.keyUsage, true, new KeyUsage(usage));
        parts.add(new DERTaggedObject(true, 3, new Extensions(extension)));
      }
      return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    byte[] der() throws IOException {
      byte[] plain = issuer.sign(signed());
      boolean isEdwards = issuer.algorithm() == SignatureAlgorithm.ED25519;
      return der(new DERBitString(isEdwards ? plain : SignatureFormat.toDer(plain)));
    }

    byte[] der(ASN1BitString signature) throws IOException {
      ASN1Primitive first = ASN1Primitive.fromByteArray(signed());
      ASN1EncodableVector parts = vector(first, outer.toASN1Primitive(), signature);
      return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    private static ASN1EncodableVector vector(ASN1Primitive... parts) {
      ASN1EncodableVector vector = new ASN1EncodableVector();
      Arrays.stream(parts).forEach(vector::add);
      return vector;
    }
  }

  @Test
  void certificate_givesKeyValidityAndSerial() throws IOException {
    IssuerCertificate certificate = IssuerCertificate.read(new Draft().der());
    assertThat(certificate.key()).isEqualTo(SUBJECT);
    assertThat(certificate.serial()).isEqualTo("0a1b2c");
    Validity validity = certificate.validity();
    assertThat(validity.notBefore()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(validity.contains(Instant.parse("2027-12-31T23:59:59Z"))).isTrue();
    assertThat(validity.contains(Instant.parse("2028-01-01T00:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void certificateOfEachAlgorithm_isSignedByItsIssuerAlone(SignatureAlgorithm algorithm)
      throws IOException {
    SigningKey issuer = SigningKey.generate(algorithm, TestAuthority.random(73));
    Draft draft = new Draft();
    draft.signedBy(issuer);
    IssuerCertificate certificate = IssuerCertificate.read(draft.der());
    assertThat(certificate.isSignedBy(issuer.verifyingKey())).isTrue();
    for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
      SigningKey stranger = SigningKey.generate(other, TestAuthority.random(74));
      assertThat(certificate.isSignedBy(stranger.verifyingKey())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void keyOfEachAlgorithm_isRead(SignatureAlgorithm algorithm) throws IOException {
    VerifyingKey key = SigningKey.generate(algorithm, TestAuthority.random(75)).verifyingKey();
    Draft draft = new Draft();
    draft.spki = KeyFormat.SPKI_DER.write(key);
    assertThat(IssuerCertificate.read(draft.der()).key()).isEqualTo(key);
  }

  @Test
  void issuerOffItsCurve_hasSignedNothing() throws IOException {
    VerifyingKey off =
        VerifyingKey.of(
            SignatureAlgorithm.SM2,
            SigningKey.generate(SignatureAlgorithm.ES256, TestAuthority.random(76))
                .verifyingKey()
                .encoded());
    assertThat(IssuerCertificate.read(new Draft().der()).isSignedBy(off)).isFalse();
  }

  @Test
  void changedCertificate_isNotSigned() throws IOException {
    Draft draft = new Draft();
    byte[] signature = SignatureFormat.toDer(ISSUER.sign(draft.signed()));
    draft.serial = draft.serial.add(BigInteger.ONE);
    byte[] changed = draft.der(new DERBitString(signature));
    assertThat(IssuerCertificate.read(changed).isSignedBy(ISSUER.verifyingKey())).isFalse();
  }

  @Test
  void pem_isReadAsItsDer() throws IOException {
    byte[] der = new Draft().der();
    String body = Base64.getMimeEncoder().encodeToString(der);
    String pem = "-----BEGIN CERTIFICATE-----\r\n" + body + "\r\n-----END CERTIFICATE-----\r\n";
    IssuerCertificate certificate = IssuerCertificate.read(pem.getBytes(StandardCharsets.US_ASCII));
    assertThat(certificate.isSignedBy(ISSUER.verifyingKey())).isTrue();
    byte[] trusted =
        pem.replace("CERTIFICATE", "TRUSTED CERTIFICATE").getBytes(StandardCharsets.US_ASCII);
    assertRefused(trusted, "one PEM block CERTIFICATE");
    assertRefused((pem + pem).getBytes(StandardCharsets.US_ASCII), "PEM");
  }

  @Test
  void nullParametersOfSm2_areTaken() throws IOException {
    Draft draft = new Draft();
    draft.inner = new AlgorithmIdentifier(draft.inner.getAlgorithm(), DERNull.INSTANCE);
    draft.outer = draft.inner;
    IssuerCertificate certificate = IssuerCertificate.read(draft.der());
    assertThat(certificate.isSignedBy(ISSUER.verifyingKey())).isTrue();
  }

  @Test
  void nullParametersOfOthers_areRefused() throws IOException {
    for (SignatureAlgorithm algorithm :
        List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ED25519)) {
      Draft draft = new Draft();
      draft.signedBy(SigningKey.generate(algorithm, TestAuthority.random(77)));
      draft.inner = new AlgorithmIdentifier(draft.inner.getAlgorithm(), DERNull.INSTANCE);
      draft.outer = draft.inner;
      assertRefused(draft.der(), "has parameters");
    }
  }

  @Test
  void twoSignatureAlgorithms_areRefused() throws IOException {
    Draft draft = new Draft();
    draft.inner = Draft.identifier(SignatureAlgorithm.ES256);
    assertRefused(draft.der(), "two signature algorithms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.840.113549.1.1.11",
        "1.2.156.10197.1.503",
        "1.2.840.10045.4.3.3",
        "1.3.101.113"
      })
  void otherSignatureAlgorithms_areRefused(String oid) throws IOException {
    Draft draft = new Draft();
    draft.inner = new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid));
    draft.outer = draft.inner;
    assertRefused(draft.der(), "signature algorithm " + oid);
  }

  @Test
  void keyForEncryption_isRefused() throws IOException {
    Draft draft = new Draft();
    draft.usage = KeyUsage.keyEncipherment | KeyUsage.dataEncipherment | KeyUsage.keyAgreement;
    assertRefused(draft.der(), "key usage does not allow signatures");
  }

  @Test
  void keyForSignaturesOfSomeKind_isRead() throws IOException {
    for (int usage :
        List.of(0, KeyUsage.digitalSignature, KeyUsage.nonRepudiation, KeyUsage.keyCertSign)) {
      Draft draft = new Draft();
      draft.usage = usage;
      assertThat(IssuerCertificate.read(draft.der()).key())
          .as("usage %d", usage)
          .isEqualTo(SUBJECT);
    }
  }

  @Test
  void keyOffItsCurve_isRefused() throws IOException {
    Draft draft = new Draft();
    draft.spki[draft.spki.length - 1] ^= 1;
    assertRefused(draft.der(), "not a point on the curve");
  }

  @Test
  void keyOfRsa_isRefused() throws IOException {
    Draft draft = new Draft();
    draft.spki =
        HexFormat.of().parseHex("301a300d06092a864886f70d01010105000309003006020103020103");
    assertRefused(draft.der(), "none of SM2, P-256 and Ed25519");
  }

  @Test
  void signatureInOtherEncodings_isRefused() throws IOException {
    Draft draft = new Draft();
    byte[] plain = ISSUER.sign(draft.signed());
    assertRefused(draft.der(new DERBitString(plain)), "signature");
    byte[] der = SignatureFormat.toDer(plain);
    assertRefused(draft.der(new DERBitString(Arrays.copyOf(der, der.length + 1))), "signature");
    byte[] even = der.clone();
    even[even.length - 1] &= (byte) 0xfe;
    assertRefused(draft.der(new DERBitString(even, 1)), "whole number of bytes");
    draft.signedBy(SigningKey.generate(SignatureAlgorithm.ED25519, TestAuthority.random(78)));
    assertRefused(draft.der(new DERBitString(new byte[63])), "64 bytes");
  }

  @Test
  void timesBeyond2049_areRead() throws IOException {
    Draft draft = new Draft();
    draft.notAfter = time(0x18, "99991231235959Z");
    assertThat(IssuerCertificate.read(draft.der()).validity().notAfter())
        .isEqualTo(Instant.parse("+10000-01-01T00:00:00Z"));
    draft.notBefore = time(0x17, "500101000000Z");
    draft.notAfter = time(0x17, "491231235959Z");
    Validity validity = IssuerCertificate.read(draft.der()).validity();
    assertThat(validity.notBefore()).isEqualTo(Instant.parse("1950-01-01T00:00:00Z"));
    assertThat(validity.notAfter()).isEqualTo(Instant.parse("2050-01-01T00:00:00Z"));
  }

  @Test
  void validityOfOneSecond_isRead() throws IOException {
    Draft draft = new Draft();
    draft.notAfter = draft.notBefore;
    assertThat(IssuerCertificate.read(draft.der()).validity().notAfter())
        .isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
  }

  @Test
  void validityThatIsNoSpan_isRefused() throws IOException {
    Draft draft = new Draft();
    draft.notAfter = time(0x17, "251231235959Z");
    assertRefused(draft.der(), "ends before it begins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "271231235960Z",
        "270229000000Z",
        "271301000000Z",
        "2712312359+00",
        "27123123595 Z",
        "2712312359-1Z",
        "2712312359+1Z",
        "271231235959z",
        "2712312359590",
        "+71231235959Z",
      })
  void timeInAnotherForm_isRefused(String text) throws IOException {
    String good = "271231235959Z";
    String der = new String(new Draft().der(), StandardCharsets.ISO_8859_1);
    assertThat(der).contains(good);
    assertRefused(der.replace(good, text).getBytes(StandardCharsets.ISO_8859_1), "certificate: ");
  }

  @Test
  void serialBelowZeroOrTooLong_isRefused() throws IOException {
    Draft draft = new Draft();
    draft.serial = BigInteger.ONE.negate();
    assertRefused(draft.der(), "serial number");
    draft.serial = BigInteger.TWO.pow(160);
    assertRefused(draft.der(), "serial number");
    draft.serial = BigInteger.TWO.pow(160).subtract(BigInteger.ONE);
    assertThat(IssuerCertificate.read(draft.der()).serial()).isEqualTo("ff".repeat(20));
    draft.serial = BigInteger.ZERO;
    assertThat(IssuerCertificate.read(draft.der()).serial()).isEqualTo("00");
  }

  @Test
  void otherEncodings_areRefused() throws IOException {
    byte[] der = new Draft().der();
    ASN1Sequence parts = ASN1Sequence.getInstance(der);
    byte[] ber = new BERSequence(parts.toArray()).getEncoded(ASN1Encoding.BER);
    assertRefused(ber, "certificate: BER");
    assertRefused(Arrays.copyOf(der, der.length + 1), "not DER");
    assertRefused(new byte[0], "certificate: ");
    assertRefused(new byte[IssuerCertificate.LONGEST + 1], "certificate: ");
    assertRefused("hello".getBytes(StandardCharsets.US_ASCII), "certificate: ");
    assertRefused(KeyFormat.SPKI_DER.write(SUBJECT), "certificate: ");
  }

  @Test
  void everyCut_isRefused() throws IOException {
    byte[] der = new Draft().der();
    for (int length = 0; length < der.length; length++) {
      assertRefused(Arrays.copyOf(der, length), "certificate: ");
    }
  }

  @Test
  void everyFlippedBit_isRefusedOrNotSigned() throws IOException {
    byte[] der = new Draft().der();
    for (int bit = 0; bit < 8 * der.length; bit++) {
      byte[] flipped = der.clone();
      flipped[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
      try {
        assertThat(IssuerCertificate.read(flipped).isSignedBy(ISSUER.verifyingKey()))
            .as("bit %d", bit)
            .isFalse();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).as("bit %d", bit).hasMessageMatching("(?s)(certificate|signature): .+");
      }
    }
  }

  @Test
  void deepNesting_isRefusedWithoutHarm() {
    byte[] nested = new byte[IssuerCertificate.LONGEST];
    for (int i = 0; i + 1 < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80; // an indefinite length: two bytes a level
    }
    assertRefused(nested, "DER");
    byte[] definite = new byte[0];
    while (definite.length < IssuerCertificate.LONGEST - 8) {
      byte[] head =
          definite.length < 128
              ? new byte[] {0x30, (byte) definite.length}
              : definite.length < 256
                  ? new byte[] {0x30, (byte) 0x81, (byte) definite.length}
                  : new byte[] {
                    0x30, (byte) 0x82, (byte) (definite.length >>> 8), (byte) definite.length
                  };
      byte[] outer = Arrays.copyOf(head, head.length + definite.length);
      System.arraycopy(definite, 0, outer, head.length, definite.length);
      definite = outer;
    }
    assertRefused(definite, "certificate: ");
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IssuerCertificate.read(bytes))
        .withMessageContaining(message);
  }
}
