package org.youdai.server.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RedisLineTest {
  private final AtomicLong now = new AtomicLong();
  private TestRedis redis;

  @BeforeEach
  void start() throws IOException {
    redis = TestRedis.start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private RedisLine open() {
    return RedisLine.open(redis.uri(), now::get);
  }

  private static Optional<String> ping(RedisLine line) {
    return line.ask(commands -> commands.ping());
  }

  /** A connection is made anew by a thread of the client's. */
  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10);
    }
  }

  private boolean answersAfterARest(RedisLine line) {
    now.addAndGet(RedisLine.REST.toNanos());
    return ping(line).isPresent();
  }

  @Test
  void redisThatIsKilled_isOutOfReachAtOnceAndAnswersAgainLater() throws Exception {
    try (RedisLine line = open()) {
      assertThat(ping(line)).contains("PONG");
      redis.kill();
      long start = System.nanoTime();
      assertThat(ping(line)).isEmpty();
      assertThat(ping(line)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      redis.restart();
      await(() -> answersAfterARest(line));
      assertThat(ping(line)).contains("PONG");
    }
  }

  @Test
  void redisThatIsNotThereYet_isFoundLater() throws Exception {
    redis.kill();
    try (RedisLine line = open()) {
      assertThat(ping(line)).isEmpty();
      redis.restart();
      await(() -> answersAfterARest(line));
    }
  }

  @Test
  void redisThatHangs_holdsUpOneScanAndThenNoneForARest() throws Exception {
    try (RedisLine line = open()) {
      assertThat(ping(line)).contains("PONG");
      redis.hang(Duration.ofSeconds(3));
      long start = System.nanoTime();
      assertThat(ping(line)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(RedisLine.PATIENCE, Duration.ofSeconds(2));
      AtomicLong asked = new AtomicLong();
      for (int i = 0; i < 100; i++) {
        assertThat(line.ask(commands -> asked.incrementAndGet())).isEmpty();
      }
      now.addAndGet(RedisLine.REST.toNanos() - 1);
      assertThat(line.ask(commands -> asked.incrementAndGet())).isEmpty();
      assertThat(asked).hasValue(0);
      now.addAndGet(1);
      assertThat(line.ask(commands -> asked.incrementAndGet())).contains(1L);
      assertThat(line.ask(commands -> asked.incrementAndGet())).contains(2L);
    }
  }

  @Test
  void commandThatTheRedisRefuses_countsAsOutOfReach() {
    try (RedisLine line = open()) {
      Optional<Object> refused =
          line.ask(
              commands -> {
                throw new RedisException("OOM command not allowed");
              });
      assertThat(refused).isEmpty();
      assertThat(line.isInReach()).isFalse();
      assertThat(answersAfterARest(line)).isTrue();
      assertThat(line.isInReach()).isTrue();
    }
  }

  @Test
  void password_isInNoText() {
    try (RedisLine line = RedisLine.open("redis://:secret@127.0.0.1:1", now::get)) {
      assertThat(line.toString()).contains("127.0.0.1").doesNotContain("secret");
    }
  }

  @Test
  void uriThatIsNone_isRefused() {
    assertThatThrownBy(() -> RedisLine.open("http://127.0.0.1", now::get))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
