package org.youdai.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;

/** Lets nimbus sign with our keys, SM2's among them, which it does not know. */
final class JoseSigner implements JWSSigner {
  private final SigningKey key;
  private final JCAContext context = new JCAContext();

  /** Makes a signer for one key. */
  JoseSigner(SigningKey key) {
    this.key = key;
  }

  @Override
  public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
    if (!header.getAlgorithm().getName().equals(key.algorithm().joseName())) {
      throw new JOSEException("the key is for " + key.algorithm().joseName() + " alone");
    }
    return Base64URL.encode(key.sign(signingInput));
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(new JWSAlgorithm(key.algorithm().joseName()));
  }

  @Override
  public JCAContext getJCAContext() {
    return context; // nothing is looked up in it: BouncyCastle's lightweight API signs
  }
}
