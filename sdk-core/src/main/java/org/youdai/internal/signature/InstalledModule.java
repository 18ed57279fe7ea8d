package org.youdai.internal.signature;

import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.decision.Rejection;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.SignatureModule;
import org.youdai.trust.VerifyingKey;

/** The cryptographic module on the class path that takes BouncyCastle's place, if there is one. */
public final class InstalledModule {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledModule.class);

  private static final Optional<SignatureModule> MODULE =
      only(ServiceLoader.load(SignatureModule.class, SignatureModule.class.getClassLoader()));

  private InstalledModule() {}

  /** The module did not tell whether a signature is genuine. */
  public static final class Failure extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private Failure(SignatureModule module, RuntimeException cause) {
      super(module.getClass().getName() + " failed", cause);
    }
  }

  private static Optional<SignatureModule> only(ServiceLoader<SignatureModule> loader) {
    Iterator<SignatureModule> modules = loader.iterator();
    if (!modules.hasNext()) {
      return Optional.empty();
    }
    SignatureModule module = modules.next();
    if (modules.hasNext()) {
      throw new IllegalStateException(
          "two signature modules: "
              + module.getClass().getName()
              + " and "
              + modules.next().getClass().getName());
    }
    LOG.info("Signatures are checked by {}", module.getClass().getName());
    return Optional.of(module);
  }

  private static Failure failure(SignatureModule module, RuntimeException cause) {
    LOG.error("{} failed; codes go to staff", module.getClass().getName(), cause);
    return new Failure(module, cause);
  }

  static boolean isPresent() {
    return MODULE.isPresent();
  }

  /** Has the module make a key ready; empty without a module. */
  static Optional<SignatureVerifier> ready(VerifyingKey key) throws Rejection {
    if (!MODULE.isPresent()) {
      return Optional.empty();
    }
    SignatureModule module = MODULE.get();
    VerifyingKey checked = PublicPoint.of(key).key();
    try {
      SignatureModule.Check check = module.ready(checked);
      return Optional.of((message, signature) -> verifies(module, check, message, signature));
    } catch (RuntimeException failed) {
      throw failure(module, failed);
    }
  }

  private static boolean verifies(
      SignatureModule module, SignatureModule.Check check, byte[] message, byte[] signature) {
    try {
      return signature.length == SignatureAlgorithm.SIGNATURE_LENGTH
          && check.verifies(message.clone(), signature.clone());
    } catch (RuntimeException failed) {
      throw failure(module, failed);
    }
  }
}
