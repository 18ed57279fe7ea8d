package org.youdai.internal.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.TestAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.decision.Rejection;
import org.youdai.internal.curve.PointTable;
import org.youdai.trust.SignatureAlgorithm;

final class KeyTablesTest {
  private static final byte[] MESSAGE = "敬老".getBytes(StandardCharsets.UTF_8);

  /** Waits for a thread that is at work already. */
  static void await(KeyTables.LongLived key) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!key.hasTable() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(key.hasTable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void longLivedKey_answersBeforeItsTableStandsAndAfter(SignatureAlgorithm algorithm)
      throws Rejection, InterruptedException {
    SigningKey key = SigningKey.generate(algorithm, TestAuthority.random(1));
    byte[] signature = key.sign(MESSAGE);
    KeyTables.LongLived verifier = new KeyTables().longLived(key.verifyingKey());
    assertThat(verifier.hasTable()).isFalse();
    assertThat(verifier.verifies(MESSAGE, signature)).isTrue();
    verifier.makeTable(1);
    if (algorithm != SignatureAlgorithm.ED25519) {
      await(verifier);
    }
    assertThat(verifier.verifies(MESSAGE, signature)).isTrue();
    assertThat(verifier.verifies(signature, signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void keySeenOnce_answersWithTheGeneratorsTableAndWithout(SignatureAlgorithm algorithm)
      throws Rejection, InterruptedException {
    SigningKey key = SigningKey.generate(algorithm, TestAuthority.random(2));
    byte[] signature = key.sign(MESSAGE);
    KeyTables tables = new KeyTables();
    assertThat(tables.seenOnce(key.verifyingKey()).verifies(MESSAGE, signature)).isTrue();
    if (algorithm != SignatureAlgorithm.ED25519) {
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!(tables.seenOnce(key.verifyingKey()) instanceof SumCheck)
          && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      assertThat(tables.seenOnce(key.verifyingKey())).isInstanceOf(SumCheck.class);
    }
    assertThat(tables.seenOnce(key.verifyingKey()).verifies(MESSAGE, signature)).isTrue();
    assertThat(tables.seenOnce(key.verifyingKey()).verifies(signature, signature)).isFalse();
  }

  @Test
  void tableOfMoreThanTheMostKeys_isNotMade() throws Rejection, InterruptedException {
    KeyTables tables = new KeyTables();
    SigningKey key = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(3));
    KeyTables.LongLived one = tables.longLived(key.verifyingKey());
    KeyTables.LongLived last = tables.longLived(key.verifyingKey());
    one.makeTable(KeyTables.MOST_KEYS + 1);
    last.makeTable(1);
    await(last); // one after the other: then the first one's turn is over
    assertThat(one.hasTable()).isFalse();
  }

  @Test
  void tablesOfAnyNumberOfKeysAndBothGenerators_stayWithin12Megabytes() {
    assertThat(KeyTables.widthFor(9)).isEqualTo(10);
    assertThat(KeyTables.widthFor(17)).isEqualTo(9);
    assertThat(KeyTables.widthFor(30)).isEqualTo(8);
    assertThat(KeyTables.widthFor(40)).isEqualTo(7);
    assertThat(KeyTables.widthFor(KeyTables.MOST_KEYS)).isEqualTo(4);
    assertThat(KeyTables.widthFor(KeyTables.MOST_KEYS + 1)).isZero();
    long generators = 2 * PointTable.bytes(Generator.WIDTH);
    for (int keys = 1; keys <= KeyTables.MOST_KEYS; keys++) {
      assertThat(keys * PointTable.bytes(KeyTables.widthFor(keys)) + generators)
          .as("%d keys", keys)
          .isLessThanOrEqualTo(12_000_000);
    }
  }
}
