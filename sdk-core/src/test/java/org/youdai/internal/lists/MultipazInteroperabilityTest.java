package org.youdai.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.youdai.status.Freshness.FRESH;
import static org.youdai.status.Freshness.TOO_OLD;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multipaz.revocation.CompressedStatusList;
import org.youdai.TestAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.decision.Rejection;
import org.youdai.status.StatusList;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;

/** Status lists go from the SDK to Multipaz and back. Signed with ES256: Multipaz knows no SM2. */
final class MultipazInteroperabilityTest {
  private static final Instant IAT = Instant.ofEpochSecond(1_790_000_000);
  private static final Instant EXP = IAT.plusSeconds(86_400);
  private static final long TTL = 900;
  private static final String URI = "https://a.example/0";

  private static final SigningKey OURS =
      SigningKey.generate(SignatureAlgorithm.ES256, TestAuthority.random(60));

  /** The same key under an id of ASCII: Multipaz has a text where CWT has any bytes. */
  private static final SigningKey THEIRS =
      SigningKey.of(
          KeyId.of("list-key".getBytes(StandardCharsets.US_ASCII)),
          SignatureAlgorithm.ES256,
          OURS.secret(),
          TestAuthority.random(61));

  private static final TrustList TRUST =
      new TrustList(
          1,
          IAT,
          EXP,
          List.of(),
          List.of(new StatusKey(THEIRS.kid(), THEIRS.verifyingKey(), "https://a.example/")),
          Set.of());

  /** Returns entries of which the given share is not 0. */
  private static int[] entries(int size, int bits, double share, long seed) {
    Random random = new Random(seed);
    int[] entries = new int[size];
    for (int index = 0; index < size; index++) {
      entries[index] = random.nextDouble() < share ? 1 + random.nextInt((1 << bits) - 1) : 0;
    }
    return entries;
  }

  private static byte[] token(int[] entries) {
    StatusListWriter writer = StatusListWriter.of(URI, new byte[entries.length / 8]);
    for (int index = 0; index < entries.length; index++) {
      if (entries[index] != 0) {
        writer.revoke(index);
      }
    }
    return writer.token(OURS, IAT, TTL, EXP);
  }

  private static Multipaz.Token check(byte[] token) {
    return Multipaz.check(token, OURS.verifyingKey(), URI, IAT);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 0.5",
    "1000, 0.5",
    "65536, 0.001",
    "1048576, 0",
    "1048576, 0.001",
    "1048576, 0.5"
  })
  void listOfTheSdk_hasTheSameEntriesThere(int size, double share) {
    int[] entries = entries(size, 1, share, size);
    org.multipaz.revocation.StatusList list = check(token(entries)).list();
    int[] read = new int[size];
    for (int index = 0; index < size; index++) {
      read[index] = list.get(index);
    }
    assertThat(list.getBitsPerItem()).isEqualTo(1);
    assertThat(read).as("seed %d", size).isEqualTo(entries);
  }

  @Test
  void claimsOfTheSdk_areTheSameThere() {
    Multipaz.Token token = check(token(new int[8]));
    assertThat(token.sub()).isEqualTo(URI);
    assertThat(token.iat()).isEqualTo(IAT);
    assertThat(token.exp()).isEqualTo(EXP);
    assertThat(token.ttl()).isEqualTo(TTL);
  }

  @Test
  void listOfTheSdk_isRefusedThereOnceItHasExpired() {
    byte[] token = token(new int[8]);
    Multipaz.check(token, OURS.verifyingKey(), URI, EXP.minusSeconds(1));
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> Multipaz.check(token, OURS.verifyingKey(), URI, EXP.plusSeconds(1)))
        .withMessage("Status List: expired");
  }

  @Test
  void listOfTheSdk_isRefusedThereUnderAnotherUri() {
    byte[] token = token(new int[8]);
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> Multipaz.check(token, OURS.verifyingKey(), URI + "0", IAT))
        .withMessageStartingWith("Status List: 'sub' is incorrect or missing");
  }

  @Test
  void changedListOfTheSdk_isRefusedThere() {
    byte[] token = token(new int[8]);
    token[token.length - 1] ^= 1;
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> check(token))
        .withMessage("Status List: signature verification failed");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 13, 0.5", "1, 1000, 0.5", "1, 1048576, 0.001", "1, 1048576, 0.5",
    "2, 13, 0.5", "2, 1000, 0.5", "2, 1048576, 0.001", "2, 1048576, 0.5",
    "4, 13, 0.5", "4, 1000, 0.5", "4, 1048576, 0.001", "4, 1048576, 0.5",
    "8, 13, 0.5", "8, 1000, 0.5", "8, 1048576, 0.001", "8, 1048576, 0.5"
  })
  void listOfMultipaz_hasTheSameEntriesHere(int bits, int size, double share) throws Rejection {
    int[] entries = entries(size, bits, share, size + bits);
    CompressedStatusList list = Multipaz.list(bits, entries, Duration.ofHours(1));
    assertSame(StatusListToken.read(Multipaz.cwt(list, THEIRS, URI), TRUST), bits, entries);
    assertSame(StatusListToken.read(Multipaz.jwt(list, THEIRS, URI), TRUST), bits, entries);
  }

  private static void assertSame(StatusList list, int bits, int[] entries) {
    int perByte = 8 / bits;
    int full = (entries.length + perByte - 1) / perByte * perByte; // the last byte is filled with 0
    int[] expected = Arrays.copyOf(entries, full);
    int[] read = new int[list.size()];
    for (int index = 0; index < read.length; index++) {
      read[index] = list.valueAt(index);
    }
    assertThat(list.bits()).isEqualTo(bits);
    assertThat(read).as("seed %d", entries.length + bits).isEqualTo(expected);
  }

  @Test
  void claimsOfMultipaz_areTheSameHere() throws Rejection {
    // Its ttl is its whole life.
    CompressedStatusList list = Multipaz.list(1, new int[8], Duration.ofHours(1));
    Instant issued = Instant.ofEpochSecond(list.getCreationTime().getEpochSeconds());
    Instant expires = Instant.ofEpochSecond(list.getExpirationTime().getEpochSeconds());
    for (byte[] token : List.of(Multipaz.cwt(list, THEIRS, URI), Multipaz.jwt(list, THEIRS, URI))) {
      StatusList read = StatusListToken.read(token, TRUST);
      assertThat(read.uri()).isEqualTo(URI);
      assertThat(read.issued()).isEqualTo(issued);
      assertThat(read.freshnessAt(expires.minusSeconds(1), Duration.ZERO)).isEqualTo(FRESH);
      assertThat(read.freshnessAt(expires, Duration.ZERO)).isEqualTo(TOO_OLD);
    }
  }
}
