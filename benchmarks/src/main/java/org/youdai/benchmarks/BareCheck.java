package org.youdai.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.tencent.kona.crypto.KonaCryptoNativeProvider;
import com.tencent.kona.crypto.KonaCryptoProvider;
import com.tencent.kona.crypto.spec.SM2PublicKeySpec;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.youdai.authority.KeyFormat;
import org.youdai.decision.Rejection;
import org.youdai.internal.signature.KeyTables;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * A signature check with one key, and nothing around it. Each peer's is set up once and reused, as
 * sparingly as its API allows, so that nothing is measured that a careful user would not pay. For
 * one thread.
 */
interface BareCheck {
  /** The generators' tables, which stand a moment after they are first asked for. */
  KeyTables TABLES = new KeyTables();

  /**
   * Returns whether {@code signature} is the key's over {@code message}, in the peer's encoding.
   */
  boolean verifies(byte[] message, byte[] signature);

  /**
   * Returns BouncyCastle's stock signer: the key's precomputed points, and SM2's Z, are made once.
   */
  static BareCheck stock(VerifyingKey key) {
    return switch (key.algorithm()) {
      case SM2 -> stock(new SM2Signer(PlainDSAEncoding.INSTANCE), point("sm2p256v1", key));
      case ES256 -> stock(ecdsa(), point("secp256r1", key));
      case ED25519 -> stock(new Ed25519Signer(), new Ed25519PublicKeyParameters(key.encoded(), 0));
    };
  }

  private static BareCheck stock(Signer signer, CipherParameters key) {
    signer.init(false, key);
    return (message, signature) -> {
      signer.update(message, 0, message.length);
      return signer.verifySignature(signature);
    };
  }

  private static Signer ecdsa() {
    return new DSADigestSigner(new ECDSASigner(), new SHA256Digest(), PlainDSAEncoding.INSTANCE);
  }

  private static CipherParameters point(String curveName, VerifyingKey key) {
    ECDomainParameters curve = new ECDomainParameters(CustomNamedCurves.getByName(curveName));
    return new ECPublicKeyParameters(curve.getCurve().decodePoint(key.encoded()), curve);
  }

  /** Returns what the JDK itself offers for ES256 or Ed25519. */
  static BareCheck jdk(VerifyingKey key) {
    return java(Objects.requireNonNull(Security.getProvider("SunEC")), key);
  }

  /**
   * Returns Amazon's native provider for ES256 or Ed25519.
   *
   * @throws IllegalStateException if this platform has none
   */
  static BareCheck corretto(VerifyingKey key) {
    Throwable missing = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
    if (missing != null) {
      throw new IllegalStateException("no Corretto provider on this platform", missing);
    }
    return java(AmazonCorrettoCryptoProvider.INSTANCE, key);
  }

  /** Returns Tencent's provider for SM2 in Java; it takes signatures in DER: {@link #toDer}. */
  static BareCheck kona(VerifyingKey key) {
    return java(KonaCryptoProvider.instance(), key);
  }

  /** Returns Tencent's provider over native code, which is built for Linux. */
  static BareCheck konaNative(VerifyingKey key) {
    return java(KonaCryptoNativeProvider.instance(), key);
  }

  private static BareCheck java(Provider provider, VerifyingKey key) {
    try {
      Signature signature = Signature.getInstance(name(key.algorithm()), provider);
      signature.initVerify(publicKey(key));
      return (message, bytes) -> {
        try {
          signature.update(message);
          return signature.verify(bytes);
        } catch (GeneralSecurityException malformed) {
          return false;
        }
      };
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String name(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case SM2 -> "SM2";
      case ES256 -> "SHA256withECDSAinP1363Format";
      case ED25519 -> "Ed25519";
    };
  }

  private static PublicKey publicKey(VerifyingKey key) throws GeneralSecurityException {
    if (key.algorithm() == SignatureAlgorithm.SM2) {
      return KeyFactory.getInstance("SM2", KonaCryptoProvider.instance())
          .generatePublic(new SM2PublicKeySpec(key.encoded()));
    }
    // Corretto takes the JDK's keys, and once: it makes its own of them.
    String factory = key.algorithm() == SignatureAlgorithm.ED25519 ? "Ed25519" : "EC";
    byte[] spki = KeyFormat.SPKI_DER.write(key);
    return KeyFactory.getInstance(factory).generatePublic(new X509EncodedKeySpec(spki));
  }

  /** Returns nimbus-jose-jwt's verifier for ES256 or Ed25519. */
  static BareCheck nimbus(VerifyingKey key) {
    boolean isEdwards = key.algorithm() == SignatureAlgorithm.ED25519;
    JWSHeader header = new JWSHeader(isEdwards ? JWSAlgorithm.Ed25519 : JWSAlgorithm.ES256);
    try {
      JWSVerifier verifier = isEdwards ? edwards(key) : ecdsa(key);
      return (message, signature) -> {
        try {
          return verifier.verify(header, message, Base64URL.encode(signature));
        } catch (JOSEException malformed) {
          return false;
        }
      };
    } catch (JOSEException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JWSVerifier edwards(VerifyingKey key) throws JOSEException {
    Base64URL x = Base64URL.encode(key.encoded());
    return new Ed25519Verifier(new OctetKeyPair.Builder(Curve.Ed25519, x).build());
  }

  private static JWSVerifier ecdsa(VerifyingKey key)
      throws JOSEException, GeneralSecurityException {
    return new ECDSAVerifier((ECPublicKey) publicKey(key));
  }

  /**
   * Returns this SDK's check of a key that it has not seen before, as it treats a phone's.
   *
   * @throws IllegalStateException if the key is none
   */
  static BareCheck ofPhone(VerifyingKey key) {
    try {
      return TABLES.seenOnce(key)::verifies;
    } catch (Rejection notAKey) {
      throw new IllegalStateException(notAKey);
    }
  }

  /** Waits until the generator's table stands, as it does a moment after a gate has started. */
  static void awaitGenerator(VerifyingKey key) throws Rejection, InterruptedException {
    Class<?> stock = SignatureVerifier.of(key).getClass();
    while (key.algorithm() != SignatureAlgorithm.ED25519
        && TABLES.seenOnce(key).getClass() == stock) {
      Thread.sleep(10);
    }
  }

  /** Returns a signature r‖s of SM2 as Kona takes it. */
  static byte[] toDer(byte[] signature) {
    BigInteger n = CustomNamedCurves.getByName("sm2p256v1").getN();
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    try {
      return StandardDSAEncoding.INSTANCE.encode(n, r, s);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
