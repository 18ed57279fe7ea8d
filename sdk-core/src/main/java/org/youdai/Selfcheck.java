package org.youdai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.policy.BenefitPolicy;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Shows that the library works on this device: known answers of the standards, a code drawn and
 * read, the words in both languages.
 */
public final class Selfcheck {
  /** The example of GB/T 32918.5: the public key, and its signature over {@code message digest}. */
  private static final String SM2_KEY =
      "BAn53zEeVCGhUN19Fh5LxcZyF5+tGDP8B2uwj/NW81AgzOpJDOJndaUtxupxjMGq"
          + "YArtBfvzXghKZjL2By2prRM=";

  private static final String SM2_SIGNATURE =
      "9aA7BkjSxGMO6sUT4buBoVlE2jgn1bdBQ6x+rO7nILOxtqop3yEv2HYxgrwNQhyh"
          + "u5A4/R9/QtSEC2nEhbvBqg==";

  /** The example of GB/T 32905 §A.1: the hash of {@code abc}. */
  private static final String SM3_OF_ABC = "Zsfw9GLu7dnR8tRr3BDk4kFnxIdc8veiKX2gK49LqOA=";

  private Selfcheck() {}

  /** Runs every check and returns, by its name, whether it passed; takes some 50 ms when cold. */
  public static Map<String, Boolean> run() {
    Map<String, Boolean> results = new LinkedHashMap<>();
    results.put("sm3-known-answer", hashesAsTheStandard());
    results.put("sm2-known-answer", verifiesAsTheStandard());
    results.put("base45-known-answer", decodesAsTheStandard());
    results.put("qr-code", readsWhatItDraws());
    results.put("time-zone", knowsChinasTime());
    results.put("prompts-zh", PromptCatalog.of(Locale.CHINESE).problems().isEmpty());
    results.put("prompts-en", PromptCatalog.of(Locale.ENGLISH).problems().isEmpty());
    return results;
  }

  private static boolean hashesAsTheStandard() {
    SM3Digest digest = new SM3Digest();
    digest.update("abc".getBytes(US_ASCII), 0, 3);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return Arrays.equals(hash, bytes(SM3_OF_ABC));
  }

  private static boolean verifiesAsTheStandard() {
    try {
      SignatureVerifier verifier =
          SignatureVerifier.of(VerifyingKey.of(SignatureAlgorithm.SM2, bytes(SM2_KEY)));
      byte[] message = "message digest".getBytes(US_ASCII);
      byte[] changed = "massage digest".getBytes(US_ASCII);
      return verifier.verifies(message, bytes(SM2_SIGNATURE))
          && !verifier.verifies(changed, bytes(SM2_SIGNATURE));
    } catch (Rejection notAKey) {
      return false;
    }
  }

  private static boolean decodesAsTheStandard() {
    try {
      return Arrays.equals(Base45.decode("QED8WEX0", 0), "ietf!".getBytes(US_ASCII));
    } catch (Rejection notBase45) {
      return false;
    }
  }

  private static boolean readsWhatItDraws() {
    QrText text = QrText.of("YD1:SELFCHECK 0123456789");
    return new QrScanner().scan(new QrWriter(3).draw(text)).equals(List.of(text));
  }

  private static boolean knowsChinasTime() {
    LocalDateTime local = LocalDateTime.ofInstant(Instant.EPOCH, BenefitPolicy.ZONE);
    return local.equals(LocalDateTime.of(1970, 1, 1, 8, 0));
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
