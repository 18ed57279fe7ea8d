package org.youdai.benchmarks;

import ch.admin.bag.covidcertificate.sdk.core.decoder.CertificateDecoder;
import ch.admin.bag.covidcertificate.sdk.core.decoder.chain.Base45Service;
import ch.admin.bag.covidcertificate.sdk.core.decoder.chain.DecompressionService;
import ch.admin.bag.covidcertificate.sdk.core.decoder.chain.PrefixIdentifierService;
import ch.admin.bag.covidcertificate.sdk.core.decoder.chain.TimestampService;
import ch.admin.bag.covidcertificate.sdk.core.decoder.chain.VerificationCoseService;
import ch.admin.bag.covidcertificate.sdk.core.models.healthcert.CertificateHolder;
import ch.admin.bag.covidcertificate.sdk.core.models.state.DecodeState;
import ch.admin.bag.covidcertificate.sdk.core.models.trustlist.Jwk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.youdai.authority.KeyFormat;
import org.youdai.authority.SigningKey;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.SignatureAlgorithm;
import se.digg.dgc.payload.v1.DGCSchemaException;
import se.digg.dgc.service.impl.DefaultDGCDecoder;
import se.digg.dgc.signatures.impl.DefaultDGCSignatureVerifier;

/** Another library's way from a health certificate's text to its verdict on signature and time. */
interface HealthCertificateReader {
  /** Returns whether a text is a certificate that the issuer has signed, and in force. */
  boolean accepts(String text);

  /**
   * Returns the steps of the Swiss library that its {@code CertificateVerifier} takes for the
   * signature, one after the other, where it starts coroutines; its rules are left out.
   */
  static HealthCertificateReader swiss(IssuerKey issuer) {
    byte[] point = issuer.key().encoded();
    String kid = base64(issuer.kid().bytes());
    Jwk key =
        Jwk.Companion.fromXY(
            kid,
            base64(Arrays.copyOfRange(point, 1, 33)),
            base64(Arrays.copyOfRange(point, 33, 65)),
            "sig");
    List<Jwk> keys = List.of(key);
    return text -> {
      if (!(CertificateDecoder.decode(text) instanceof DecodeState.SUCCESS decoded)) {
        return false;
      }
      CertificateHolder certificate = decoded.getCertificateHolder();
      byte[] deflated =
          Base45Service.INSTANCE.decode(PrefixIdentifierService.INSTANCE.decode(text));
      byte[] cose = DecompressionService.INSTANCE.decode(deflated);
      return VerificationCoseService.INSTANCE.decode(keys, cose, certificate.getCertType())
          && TimestampService.INSTANCE.decode(certificate, GenuineCodes.NOW) == null;
    };
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the Swedish library's decoder, which takes an issuer's key in a certificate. */
  static HealthCertificateReader swedish(IssuerKey issuer) {
    List<X509Certificate> certificates = List.of(certificate(issuer));
    DefaultDGCSignatureVerifier verifier = new DefaultDGCSignatureVerifier();
    DefaultDGCDecoder decoder = new DefaultDGCDecoder(verifier, (country, kid) -> certificates);
    return text -> {
      try {
        return decoder.decode(text).getVer() != null;
      } catch (DGCSchemaException | GeneralSecurityException | IOException refused) {
        return false;
      }
    };
  }

  /** Puts an issuer's key into a certificate, signed by somebody: nobody looks at that. */
  private static X509Certificate certificate(IssuerKey issuer) {
    AlgorithmIdentifier es256 = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    V3TBSCertificateGenerator draft = new V3TBSCertificateGenerator();
    draft.setSerialNumber(new ASN1Integer(1));
    draft.setSignature(es256);
    draft.setIssuer(new X500Name("C=" + HealthCertificate.COUNTRY));
    draft.setSubject(new X500Name("C=" + HealthCertificate.COUNTRY));
    draft.setStartDate(new Time(Date.from(issuer.signing().notBefore())));
    draft.setEndDate(new Time(Date.from(issuer.signing().notAfter())));
    byte[] spki = KeyFormat.SPKI_DER.write(issuer.key());
    draft.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(spki));
    TBSCertificate signed = draft.generateTBSCertificate();
    SigningKey somebody = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    try {
      byte[] signature = somebody.sign(signed.getEncoded(ASN1Encoding.DER));
      BigInteger n = SignatureVerifier.P256_CURVE.getN();
      BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
      DERBitString bits = new DERBitString(StandardDSAEncoding.INSTANCE.encode(n, r, s));
      byte[] der =
          new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {signed, es256, bits})
              .getEncoded(ASN1Encoding.DER);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
