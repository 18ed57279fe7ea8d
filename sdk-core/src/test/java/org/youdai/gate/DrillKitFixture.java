package org.youdai.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Validity;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/**
 * The recipe of the drill kit. Its keys are drawn anew each time and are gone when it is done, so
 * no two kits are alike, and nobody can add a code to one.
 */
final class DrillKitFixture {
  private static final Instant NOW = DrillKit.NOW;
  private static final Instant ISSUED = NOW.minus(Duration.ofDays(30));
  private static final Instant ROTATED = NOW.minus(Duration.ofMinutes(1));
  private static final Validity IN_FORCE = new Validity(ISSUED, NOW.plus(Duration.ofDays(335)));
  private static final int SM2 = 0;
  private static final int ES256 = 1;
  private static final int EDDSA = 2;
  private static final int ROTATING = 3;
  private static final int NEW = 4;

  private final SecureRandom random = new SecureRandom();
  private final SandboxAuthority authority =
      SandboxAuthority.create(
          SignatureAlgorithm.SM2, policy(), NOW.minus(Duration.ofDays(100)), random, 1);
  private final Map<String, QrText> codes = new LinkedHashMap<>();
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  private DrillKitFixture() {
    addIssuer("370100", SignatureAlgorithm.SM2);
    addIssuer("370200", SignatureAlgorithm.ES256);
    addIssuer("370600", SignatureAlgorithm.ED25519);
    addIssuer("370300", SignatureAlgorithm.SM2);
  }

  /** Returns every file by its path below the kit's folder. */
  static Map<String, byte[]> make() {
    DrillKitFixture kit = new DrillKitFixture();
    kit.issue();
    kit.publish(DrillKit.BEFORE, NOW.minus(Duration.ofMinutes(5)));
    kit.rotate();
    kit.publish(DrillKit.AFTER, NOW.plus(Duration.ofMinutes(10)));
    kit.publish(DrillKit.LATER, NOW.plus(Duration.ofDays(8)).minus(Duration.ofMinutes(5)));
    kit.writeCodes();
    return kit.files;
  }

  private static byte[] policy() {
    String shandong = new String(PolicyLibrary.policy("shandong"), UTF_8);
    return shandong.replace("\"title\": \"鲁", "\"title\": \"演练/DRILL 鲁").getBytes(UTF_8);
  }

  private void addIssuer(String city, SignatureAlgorithm algorithm) {
    Issuer issuer = new Issuer(city, "演练/DRILL " + city, "演练/DRILL " + city);
    authority.addIssuer(issuer, algorithm, NOW.minus(Duration.ofDays(100)));
  }

  private void issue() {
    codes.put("sm2-60", authority.issue(SM2, 60, ISSUED, IN_FORCE));
    codes.put("es256-65", authority.issue(ES256, 65, ISSUED, IN_FORCE));
    codes.put("eddsa-70", authority.issue(EDDSA, 70, ISSUED, IN_FORCE));
    codes.put("sm2-80", authority.issue(SM2, 80, ISSUED, IN_FORCE));
    codes.put("live-sm2", live(SM2, SignatureAlgorithm.SM2));
    codes.put("live-es256", live(ES256, SignatureAlgorithm.ES256));
    codes.put("live-eddsa", live(EDDSA, SignatureAlgorithm.ED25519));
    codes.put(
        "jws-65", authority.issuer(ES256).issueJws(draft(65), SandboxAuthority.URI_PREFIX + "0"));
    codes.put("revoked", authority.issue(SM2, 65, ISSUED, IN_FORCE));
    authority.revoke(codes.get("revoked")).ifPresent(DrillKitFixture::fail);
    Validity over = new Validity(ISSUED, NOW.minus(Duration.ofDays(1)));
    Validity ahead = new Validity(NOW.plus(Duration.ofDays(30)), IN_FORCE.notAfter());
    codes.put("expired", authority.issue(SM2, 65, ISSUED, over));
    codes.put("not-yet-valid", authority.issue(SM2, 65, ISSUED, ahead));
    codes.put("forged", forged(authority.issue(SM2, 70, ISSUED, IN_FORCE)));
    codes.put("old-key", authority.issue(ROTATING, 65, ISSUED, IN_FORCE));
  }

  private void rotate() {
    authority.revokeIssuerKey(ROTATING, ROTATED);
    Validity fromNow = new Validity(ROTATED, IN_FORCE.notAfter());
    codes.put("new-key", authority.issue(ROTATING, 65, ROTATED, fromNow));
    addIssuer("371000", SignatureAlgorithm.ES256);
    codes.put("new-issuer", authority.issue(NEW, 70, ISSUED, IN_FORCE));
  }

  private static void fail(Object reason) {
    throw new IllegalStateException("the authority does not know its own code: " + reason);
  }

  private CredentialDraft draft(int ageOver) {
    return CredentialDraft.of(
        DocumentKind.ELDERLY_CERTIFICATE, ageOver, ISSUED, IN_FORCE, authority.takePlace());
  }

  private QrText live(int issuer, SignatureAlgorithm algorithm) {
    SigningKey phone = SigningKey.generate(algorithm, random);
    byte[] credential =
        authority.issuer(issuer).issueBytes(draft(65).boundTo(phone.verifyingKey()));
    return new HolderPhone(phone, credential).present(NOW);
  }

  /** Changes the signature's last byte: the last one of the message. */
  private static QrText forged(QrText genuine) {
    String prefix = genuine.reveal().substring(0, 4);
    try {
      byte[] message = Base45.decode(genuine.reveal(), prefix.length());
      message[message.length - 1] ^= 1;
      return QrText.of(prefix + Base45.encode(message));
    } catch (Rejection impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What is as it was in the publication before is not written again. */
  private void publish(int number, Instant now) {
    authority
        .publish(now)
        .forEach(
            (name, bytes) -> {
              if (!Arrays.equals(newest(name, number), bytes)) {
                files.put(number + "/" + name, bytes);
              }
            });
  }

  private byte[] newest(String name, int below) {
    for (int number = below - 1; number > 0; number--) {
      byte[] file = files.get(number + "/" + name);
      if (file != null) {
        return file;
      }
    }
    return new byte[0];
  }

  private void writeCodes() {
    StringBuilder text = new StringBuilder("# 演练/DRILL: worth nothing anywhere\n");
    codes.forEach((name, code) -> text.append(name).append('=').append(code.reveal()).append('\n'));
    files.put("codes.properties", text.toString().getBytes(UTF_8));
  }
}
