package org.youdai.journal;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Random;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.youdai.replay.Mark;

/**
 * Names for one day: the same holder has the same on one day, and another on every other. The keys
 * are drawn here, stay in memory and are forgotten, after which nobody can tell whose a name was.
 */
final class Pseudonyms {
  private static final int KEY_LENGTH = 32;
  private static final int LENGTH = 8;

  /** Around midnight, decisions of two days are written. */
  private static final int DAYS = 2;

  private final Random random;
  private final Deque<DayKey> keys = new ArrayDeque<>();

  Pseudonyms(Random random) {
    this.random = random;
  }

  private record DayKey(LocalDate day, HMac mac) {}

  /** Returns the base64url of 8 bytes of HMAC-SM3. */
  String of(LocalDate day, Mark credential) {
    HMac mac = mac(day);
    byte[] bytes = credential.bytes();
    mac.update(bytes, 0, bytes.length);
    byte[] whole = new byte[mac.getMacSize()];
    mac.doFinal(whole, 0);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, LENGTH));
  }

  private HMac mac(LocalDate day) {
    for (DayKey key : keys) {
      if (key.day().equals(day)) {
        return key.mac();
      }
    }
    byte[] key = new byte[KEY_LENGTH];
    random.nextBytes(key);
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(key));
    keys.addLast(new DayKey(day, mac));
    if (keys.size() > DAYS) {
      keys.removeFirst();
    }
    return mac;
  }
}
