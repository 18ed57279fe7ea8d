package org.youdai.internal.signature;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import org.youdai.decision.Rejection;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Lets nimbus verify with our keys, SM2's among them, which it does not know. Critical headers are
 * not understood, so that a message which has any does not verify (RFC 7515 §4.1.11).
 */
public final class JoseVerifier implements JWSVerifier {
  private final SignatureAlgorithm algorithm;
  private final SignatureVerifier verifier;
  private final JCAContext context = new JCAContext();

  private JoseVerifier(SignatureAlgorithm algorithm, SignatureVerifier verifier) {
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  /**
   * Makes a verifier for one key.
   *
   * @throws Rejection KEY_INVALID if it is not a point on its curve
   */
  public static JoseVerifier of(VerifyingKey key) throws Rejection {
    return of(key.algorithm(), SignatureVerifier.of(key));
  }

  /** Makes a verifier for a key that is prepared already. */
  public static JoseVerifier of(SignatureAlgorithm algorithm, SignatureVerifier verifier) {
    return new JoseVerifier(algorithm, verifier);
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) {
    return header.getAlgorithm().getName().equals(algorithm.joseName())
        && header.getCriticalParams() == null
        && isCanonical(signature)
        && verifier.verifies(signingInput, signature.decode());
  }

  /** Returns whether no other text stands for the same bytes, padding and stray bits included. */
  public static boolean isCanonical(Base64URL text) {
    return Base64URL.encode(text.decode()).equals(text);
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(new JWSAlgorithm(algorithm.joseName()));
  }

  @Override
  public JCAContext getJCAContext() {
    return context; // nothing is looked up in it: BouncyCastle's lightweight API verifies
  }
}
