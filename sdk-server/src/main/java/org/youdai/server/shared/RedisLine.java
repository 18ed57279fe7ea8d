package org.youdai.server.shared;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line to a Redis that instances share: a command is answered at once or not at all. After one
 * that was not, the line is left alone for {@link #REST}, and then one scan tries for all, so that
 * a Redis that hangs does not hold up every passenger. Safe for use by several threads.
 */
final class RedisLine implements AutoCloseable {
  /** How long a passenger can wait for a memory that is elsewhere. */
  static final Duration PATIENCE = Duration.ofMillis(150);

  /** How long a Redis that did not answer is left alone. */
  static final Duration REST = Duration.ofSeconds(1);

  /** How long a start waits for the first connection; it goes on without. */
  private static final Duration FIRST = Duration.ofSeconds(2);

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Delay RECONNECT =
      Delay.exponential(Duration.ofMillis(100), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS);
  private static final Logger LOG = LoggerFactory.getLogger(RedisLine.class);

  private final RedisURI place;
  private final Duration patience;
  private final LongSupplier nanos;
  private final ClientResources resources;
  private final RedisClient client;
  private final CountDownLatch firstAttempt = new CountDownLatch(1);
  private final AtomicLong nextTry;
  private volatile Optional<StatefulRedisConnection<byte[], byte[]>> connection = Optional.empty();
  private volatile boolean isInReach = true;
  private volatile boolean isClosed;

  private RedisLine(RedisURI place, LongSupplier nanos) {
    this.place = place;
    this.patience =
        place.getTimeout().equals(RedisURI.DEFAULT_TIMEOUT_DURATION)
            ? PATIENCE
            : place.getTimeout();
    this.nanos = nanos;
    this.nextTry = new AtomicLong(nanos.getAsLong());
    this.resources = ClientResources.builder().reconnectDelay(RECONNECT).build();
    this.client = RedisClient.create(resources, place);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
            .build());
  }

  /**
   * Opens the line. A Redis that is not there yet is tried again and again in the background.
   *
   * @param uri {@code redis://}, {@code rediss://} for TLS, or {@code redis-sentinel://}; {@code
   *     ?timeout=300ms} in it goes before {@link #PATIENCE}
   * @param nanos a counter of nanoseconds that only goes on
   * @throws IllegalArgumentException if the URI is none
   */
  static RedisLine open(String uri, LongSupplier nanos) {
    RedisLine line = new RedisLine(RedisURI.create(uri), nanos);
    line.connect();
    try {
      if (!line.firstAttempt.await(FIRST.toMillis(), TimeUnit.MILLISECONDS)) {
        line.note(false, "no connection yet");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return line;
  }

  /** The first connection is ours to make; one that breaks is made anew by the client. */
  private void connect() {
    CompletionStage<?> unused =
        client
            .connectAsync(ByteArrayCodec.INSTANCE, place)
            .whenComplete(
                (made, failed) -> {
                  if (failed == null) {
                    made.setTimeout(patience);
                    connection = Optional.of(made);
                  } else if (!isClosed) {
                    note(false, failed.toString());
                    connectLater();
                  }
                  firstAttempt.countDown();
                });
  }

  private void connectLater() {
    Future<?> unused =
        resources
            .eventExecutorGroup()
            .schedule(this::connect, REST.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns what a command gives; empty if the Redis cannot be asked at present. */
  <T> Optional<T> ask(Function<RedisCommands<byte[], byte[]>, T> command) {
    if (!mayAsk()) {
      return Optional.empty();
    }
    if (connection.isEmpty()) {
      note(false, "no connection yet");
      return Optional.empty();
    }
    try {
      T answer = command.apply(connection.get().sync());
      note(true, "");
      return Optional.of(answer);
    } catch (RedisException failed) {
      note(false, failed.toString());
      return Optional.empty();
    }
  }

  private boolean mayAsk() {
    if (isInReach) {
      return true;
    }
    long due = nextTry.get();
    long now = nanos.getAsLong();
    return now - due >= 0 && nextTry.compareAndSet(due, now + REST.toNanos());
  }

  private void note(boolean answers, String problem) {
    if (answers == isInReach) {
      return; // read without a lock: every scan comes by here
    }
    synchronized (nextTry) {
      if (answers == isInReach) {
        return;
      }
      nextTry.set(nanos.getAsLong() + REST.toNanos());
      isInReach = answers;
    }
    if (answers) {
      LOG.info("{}: the shared memory answers", place);
    } else {
      LOG.warn("{}: the shared memory does not answer, each instance is alone: {}", place, problem);
    }
  }

  /** Returns whether the last command was answered. */
  boolean isInReach() {
    return isInReach;
  }

  @Override
  public void close() {
    isClosed = true;
    client.shutdown(Duration.ZERO, CONNECT);
    resources.shutdown(0, CONNECT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  @Override
  public String toString() {
    return place.toString(); // with its password masked
  }
}
