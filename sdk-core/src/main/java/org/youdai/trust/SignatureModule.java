package org.youdai.trust;

/**
 * Checks signatures in BouncyCastle's place, where a certified cryptographic module has to. The one
 * that is found on the class path, named in {@code
 * META-INF/services/org.youdai.trust.SignatureModule}, checks every signature there is: of roots,
 * lists, issuers and phones. With two of them nothing starts, so that it never depends on chance
 * which one is asked.
 */
public interface SignatureModule {
  /**
   * Makes a key ready for any number of checks by any number of threads.
   *
   * @param key a point on its curve, which has been checked; of SM2 and ES256 in 65 bytes
   */
  Check ready(VerifyingKey key);

  /** A key that is ready. */
  @FunctionalInterface
  interface Check {
    /**
     * Returns whether a signature is the key's over {@code message}: of SM2 with SM3 and the
     * default user id (GB/T 32918.2 §7), of ES256 (FIPS 186-5 §6.4.2) or of Ed25519 (RFC 8032
     * §5.1.7). A module that cannot tell throws an unchecked exception: the code then goes to
     * staff.
     *
     * @param signature 64 bytes: r‖s, or R‖S of Ed25519
     */
    boolean verifies(byte[] message, byte[] signature);
  }
}
