package org.youdai.internal.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.youdai.decision.Rejection;
import org.youdai.internal.curve.Curve;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/** One key made ready in every way there is, and BouncyCastle's own signer beside them. */
public final class EveryWay {
  private final Signer stock;
  private final Map<String, SignatureVerifier> ways = new LinkedHashMap<>();

  private EveryWay(Signer stock) {
    this.stock = stock;
  }

  /**
   * Makes a key ready.
   *
   * @param width of the windows of its table
   */
  public static EveryWay of(VerifyingKey key, int width) throws Rejection {
    EveryWay every = new EveryWay(stock(key));
    every.ways.put("stock", SignatureVerifier.of(key));
    if (key.algorithm() != SignatureAlgorithm.ED25519) {
      Curve curve = key.algorithm() == SignatureAlgorithm.SM2 ? Curve.SM2 : Curve.P256;
      every.ways.put("table", KeyTables.withTable(key, width));
      every.ways.put("generator", KeyTables.withGenerator(key, Generator.of(curve)));
    }
    return every;
  }

  private static Signer stock(VerifyingKey key) throws Rejection {
    return switch (key.algorithm()) {
      case SM2 -> stock(new SM2Signer(PlainDSAEncoding.INSTANCE), point(Curve.SM2, key));
      case ES256 -> stock(ecdsa(), point(Curve.P256, key));
      case ED25519 -> stock(new Ed25519Signer(), new Ed25519PublicKeyParameters(key.encoded(), 0));
    };
  }

  private static Signer ecdsa() {
    return new DSADigestSigner(new ECDSASigner(), new SHA256Digest(), PlainDSAEncoding.INSTANCE);
  }

  private static CipherParameters point(Curve curve, VerifyingKey key) throws Rejection {
    return new ECPublicKeyParameters(PublicPoint.on(curve, key), curve.parameters());
  }

  private static Signer stock(Signer signer, CipherParameters key) {
    signer.init(false, key);
    return signer;
  }

  /** Returns BouncyCastle's verdict. */
  public boolean accepts(byte[] message, byte[] signature) {
    stock.update(message, 0, message.length);
    return stock.verifySignature(signature);
  }

  /** Returns which ways differ from BouncyCastle's verdict: none, as it should be. */
  public Map<String, Boolean> disagreeing(byte[] message, byte[] signature) {
    return disagreeing(accepts(message, signature), message, signature);
  }

  Map<String, Boolean> disagreeing(boolean expected, byte[] message, byte[] signature) {
    Map<String, Boolean> disagreeing = new LinkedHashMap<>();
    ways.forEach(
        (name, way) -> {
          boolean verdict = way.verifies(message, signature);
          if (verdict != expected) {
            disagreeing.put(name, verdict);
          }
        });
    return disagreeing;
  }
}
