package org.youdai.internal.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.youdai.internal.curve.Curve;
import org.youdai.internal.curve.TwoMultiples;
import org.youdai.trust.SignatureAlgorithm;

/** A key that is ready for s·G + t·Q, to which the equations of SM2 and ECDSA come down. */
sealed interface SumCheck extends SignatureVerifier {
  byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII); // GM/T 0009 §10

  /**
   * Makes a check of SM2 with SM3 and the default user id; Z is hashed once (GB/T 32918.2 §5.5).
   */
  static SumCheck sm2(ECPoint key, TwoMultiples multiples) {
    SM3Digest digest = new SM3Digest();
    ECDomainParameters curve = Curve.SM2.parameters();
    digest.update((byte) 0); // the length of the id in bits, in two bytes
    digest.update((byte) (USER_ID.length * 8));
    digest.update(USER_ID, 0, USER_ID.length);
    update(digest, curve.getCurve().getA());
    update(digest, curve.getCurve().getB());
    update(digest, curve.getG().getAffineXCoord());
    update(digest, curve.getG().getAffineYCoord());
    update(digest, key.getAffineXCoord());
    update(digest, key.getAffineYCoord());
    byte[] z = new byte[digest.getDigestSize()];
    digest.doFinal(z, 0); // begins anew
    digest.update(z, 0, z.length);
    return new Sm2(digest, multiples);
  }

  private static void update(SM3Digest digest, ECFieldElement element) {
    byte[] bytes = element.getEncoded();
    digest.update(bytes, 0, bytes.length);
  }

  /** Makes a check of ECDSA on P-256 with SHA-256. */
  static SumCheck es256(TwoMultiples multiples) {
    return new Es256(multiples);
  }

  /** GB/T 32918.2 §7.1. */
  record Sm2(SM3Digest afterZ, TwoMultiples multiples) implements SumCheck {
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      if (signature.length != SignatureAlgorithm.SIGNATURE_LENGTH) {
        return false;
      }
      int[] r = Curve.number(signature, 0);
      int[] s = Curve.number(signature, 32);
      if (!Curve.SM2.isScalar(r) || !Curve.SM2.isScalar(s)) {
        return false;
      }
      int[] t = Curve.SM2.scalarSum(r, s);
      if (!Curve.SM2.isScalar(t)) {
        return false;
      }
      SM3Digest digest = new SM3Digest(afterZ); // which is shared, and only ever copied
      digest.update(message, 0, message.length);
      byte[] hash = new byte[digest.getDigestSize()];
      digest.doFinal(hash, 0);
      int[] e = Curve.SM2.scalar(Curve.number(hash, 0));
      return multiples.sum(s, t).hasX(Curve.SM2.scalarDifference(r, e));
    }
  }

  /** FIPS 186-5 §6.4.2. */
  record Es256(TwoMultiples multiples) implements SumCheck {
    private static final BigInteger ORDER = Curve.P256.parameters().getN();

    /** The platform's, which the processor helps with; looked up once, and only ever copied. */
    private static final MessageDigest SHA_256 = platformSha256();

    private static MessageDigest platformSha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java platform has SHA-256", impossible);
      }
    }

    private static MessageDigest sha256() {
      try {
        return (MessageDigest) SHA_256.clone();
      } catch (CloneNotSupportedException ofThisProvider) {
        return platformSha256();
      }
    }

    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      if (signature.length != SignatureAlgorithm.SIGNATURE_LENGTH) {
        return false;
      }
      int[] r = Curve.number(signature, 0);
      int[] s = Curve.number(signature, 32);
      if (!Curve.P256.isScalar(r) || !Curve.P256.isScalar(s)) {
        return false;
      }
      BigInteger e = BigIntegers.fromUnsignedByteArray(sha256().digest(message));
      BigInteger w =
          BigIntegers.modOddInverseVar(ORDER, BigIntegers.fromUnsignedByteArray(signature, 32, 32));
      BigInteger u = e.multiply(w).mod(ORDER);
      BigInteger v = BigIntegers.fromUnsignedByteArray(signature, 0, 32).multiply(w).mod(ORDER);
      return multiples.sum(Curve.number(u), Curve.number(v)).hasX(r);
    }
  }
}
