package org.youdai.internal.signature;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.curve.Curve;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * A public key, checked and ready. Made once for a key and used by any number of threads;
 * BouncyCastle's lightweight API does the arithmetic, so no provider is ever registered, or a
 * {@link org.youdai.trust.SignatureModule} in its place.
 */
public interface SignatureVerifier {

  /** The curve of SM2 (GB/T 32918.5). */
  ECDomainParameters SM2_CURVE = Curve.SM2.parameters();

  /** The curve of ES256 (FIPS 186-5, P-256). */
  ECDomainParameters P256_CURVE = Curve.P256.parameters();

  /** Returns whether {@code signature} (64 bytes) is the key's signature over {@code message}. */
  boolean verifies(byte[] message, byte[] signature);

  /**
   * Prepares a key for the installed module, or for BouncyCastle's own signers.
   *
   * @throws Rejection KEY_INVALID if it is not a point on its curve
   */
  static SignatureVerifier of(VerifyingKey key) throws Rejection {
    Optional<SignatureVerifier> ready = InstalledModule.ready(key);
    return ready.isPresent() ? ready.get() : stock(key);
  }

  private static SignatureVerifier stock(VerifyingKey key) throws Rejection {
    return switch (key.algorithm()) {
      case SM2 -> new Sm2(new ECPublicKeyParameters(PublicPoint.on(Curve.SM2, key), SM2_CURVE));
      case ES256 ->
          new Es256(new ECPublicKeyParameters(PublicPoint.on(Curve.P256, key), P256_CURVE));
      case ED25519 -> new Ed25519Key(edwardsPoint(key));
    };
  }

  private static Ed25519.PublicPoint edwardsPoint(VerifyingKey key) throws Rejection {
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(key.encoded(), 0);
    if (point == null) {
      throw new Rejection(Reason.KEY_INVALID);
    }
    return point;
  }

  /** SM2 with SM3 and the default user id (GB/T 32918.2 §7). */
  record Sm2(ECPublicKeyParameters key) implements SignatureVerifier {
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      if (signature.length != SignatureAlgorithm.SIGNATURE_LENGTH) {
        return false;
      }
      SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
      signer.init(false, key);
      signer.update(message, 0, message.length);
      return signer.verifySignature(signature);
    }
  }

  /** ECDSA on P-256 with SHA-256 (FIPS 186-5 §6.4.2). */
  record Es256(ECPublicKeyParameters key) implements SignatureVerifier {
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      if (signature.length != SignatureAlgorithm.SIGNATURE_LENGTH) {
        return false;
      }
      SHA256Digest digest = new SHA256Digest();
      digest.update(message, 0, message.length);
      byte[] hash = new byte[digest.getDigestSize()];
      digest.doFinal(hash, 0);
      ECDSASigner signer = new ECDSASigner();
      signer.init(false, key);
      BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
      return signer.verifySignature(hash, r, s); // checks that r and s lie in 1..n-1
    }
  }

  /** Ed25519 (RFC 8032 §5.1.7). */
  record Ed25519Key(Ed25519.PublicPoint key) implements SignatureVerifier {
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      return signature.length == SignatureAlgorithm.SIGNATURE_LENGTH
          && Ed25519.verify(signature, 0, key, message, 0, message.length);
    }
  }
}
