package org.youdai.authority;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.BigIntegers;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * A private key in memory, for sandboxes and tests. A real authority keeps its keys in a hardware
 * module.
 */
public final class SigningKey {
  private static final int SECRET_LENGTH = 32;

  private final KeyId kid;
  private final SignatureAlgorithm algorithm;
  private final byte[] secret;
  private final SecureRandom random;

  private SigningKey(KeyId kid, SignatureAlgorithm algorithm, byte[] secret, SecureRandom random) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.secret = secret;
    this.random = random;
  }

  /** Makes a new key with a random id. */
  public static SigningKey generate(SignatureAlgorithm algorithm, SecureRandom random) {
    KeyId kid = new KeyId(random.nextLong());
    byte[] secret = new byte[SECRET_LENGTH];
    if (algorithm == SignatureAlgorithm.ED25519) {
      random.nextBytes(secret);
    } else {
      // SM2 asks for 1 to n-2 (GB/T 32918.1 §6.1), which serves ECDSA as well.
      BigInteger most = curve(algorithm).getN().subtract(BigInteger.valueOf(2));
      BigInteger d = BigIntegers.createRandomInRange(BigInteger.ONE, most, random);
      BigIntegers.asUnsignedByteArray(d, secret, 0, SECRET_LENGTH);
    }
    return new SigningKey(kid, algorithm, secret, random);
  }

  /**
   * Takes a key that was kept elsewhere.
   *
   * @param secret 32 bytes: the scalar d, big-endian, or Ed25519's seed
   * @throws IllegalArgumentException if there are not 32, or the scalar is out of range
   */
  public static SigningKey of(
      KeyId kid, SignatureAlgorithm algorithm, byte[] secret, SecureRandom random) {
    if (secret.length != SECRET_LENGTH) {
      throw new IllegalArgumentException("a private key has " + SECRET_LENGTH + " bytes");
    }
    SigningKey key = new SigningKey(kid, algorithm, secret.clone(), random);
    if (algorithm != SignatureAlgorithm.ED25519) {
      key.ecKey(); // checks the range
    }
    return key;
  }

  /** Returns the key's id. */
  public KeyId kid() {
    return kid;
  }

  /** Returns the one algorithm it signs with. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns the public key. */
  public VerifyingKey verifyingKey() {
    if (algorithm == SignatureAlgorithm.ED25519) {
      byte[] encoded = new byte[Ed25519.PUBLIC_KEY_SIZE];
      Ed25519.generatePublicKey(secret, 0, encoded, 0);
      return VerifyingKey.of(algorithm, encoded);
    }
    ECDomainParameters curve = curve(algorithm);
    byte[] point = curve.getG().multiply(ecKey().getD()).getEncoded(false);
    return VerifyingKey.of(algorithm, point);
  }

  /** Returns a signature over {@code message}: 64 bytes, r‖s or R‖S. */
  public byte[] sign(byte[] message) {
    return switch (algorithm) {
      case SM2 -> signSm2(message);
      case ES256 -> signEs256(message);
      case ED25519 -> signEd25519(message);
    };
  }

  /** Returns a copy of the secret: the scalar d, big-endian, or Ed25519's seed. */
  public byte[] secret() {
    return secret.clone();
  }

  private byte[] signSm2(byte[] message) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(true, new ParametersWithRandom(ecKey(), random));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException impossible) {
      throw new IllegalStateException("SM2 cannot sign with this key", impossible);
    }
  }

  private byte[] signEs256(byte[] message) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(message, 0, message.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())); // RFC 6979
    signer.init(true, ecKey());
    BigInteger[] rs = signer.generateSignature(hash);
    byte[] signature = new byte[SignatureAlgorithm.SIGNATURE_LENGTH];
    BigIntegers.asUnsignedByteArray(rs[0], signature, 0, 32);
    BigIntegers.asUnsignedByteArray(rs[1], signature, 32, 32);
    return signature;
  }

  private byte[] signEd25519(byte[] message) {
    byte[] signature = new byte[SignatureAlgorithm.SIGNATURE_LENGTH];
    new Ed25519PrivateKeyParameters(secret, 0)
        .sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
    return signature;
  }

  private ECPrivateKeyParameters ecKey() {
    return new ECPrivateKeyParameters(new BigInteger(1, secret), curve(algorithm));
  }

  private static ECDomainParameters curve(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm.SM2
        ? SignatureVerifier.SM2_CURVE
        : SignatureVerifier.P256_CURVE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey that
        && kid.equals(that.kid)
        && algorithm == that.algorithm
        && Arrays.equals(secret, that.secret);
  }

  @Override
  public int hashCode() {
    return kid.hashCode();
  }

  @Override
  public String toString() {
    return "SigningKey[" + algorithm + ", " + kid + "]";
  }
}
