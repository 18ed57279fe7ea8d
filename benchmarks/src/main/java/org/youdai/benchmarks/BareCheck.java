package org.youdai.benchmarks;

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
import org.youdai.trust.VerifyingKey;

/** A signature check with one key, and nothing around it. */
interface BareCheck {
  boolean verifies(byte[] message, byte[] signature);

  /**
   * Returns BouncyCastle's stock signer for a key, used as sparingly as it can be: set up once and
   * reused, so that the key's precomputed points, and SM2's Z, are made once. For one thread.
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
}
