package org.youdai.server.shared;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.Base16;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.replay.ReplayGuard;
import org.youdai.replay.Use;
import org.youdai.trust.Digest;

/**
 * Remembers uses in a Redis, for all instances: one script looks and writes in one step, and each
 * key goes by itself when its interval or window is over. A key is a hash over a mark and its
 * venue, a value the id of a scan; neither says anything of the holder. What the Redis does not
 * answer in time is {@link #OUT_OF_REACH}.
 */
final class RedisGuard implements ReplayGuard {
  private static final String PREFIX = "youdai:use:";
  private static final byte CREDENTIAL = 'c';
  private static final byte LIVE = 'l';

  /** Answers by the place in this. */
  private static final Verdict[] VERDICTS = {
    Verdict.FIRST, Verdict.USED_RECENTLY, Verdict.REPLAYED
  };

  private static final Script FIRST_USE =
      new Script(
          """
          if KEYS[2] then
            local live = redis.call('GET', KEYS[2])
            if live then return live == ARGV[1] and 0 or 2 end
          end
          local used = redis.call('GET', KEYS[1])
          if used then return used == ARGV[1] and 0 or 1 end
          if KEYS[2] then redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3]) end
          if ARGV[2] ~= '0' then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
          return 0
          """);

  private static final Script ANNUL =
      new Script(
          """
          for _, key in ipairs(KEYS) do
            if redis.call('GET', key) == ARGV[1] then redis.call('DEL', key) end
          end
          return 0
          """);

  private final RedisLine line;

  /** Makes a guard at the end of {@code line}. */
  RedisGuard(RedisLine line) {
    this.line = line;
  }

  /** A script, which a Redis knows by its hash once it has seen it. */
  private record Script(String text, String hash) {
    Script(String text) {
      this(text, Base16.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    int run(RedisCommands<byte[], byte[]> commands, byte[][] keys, byte[]... values) {
      Long answer;
      try {
        answer = commands.evalsha(hash, ScriptOutputType.INTEGER, keys, values);
      } catch (RedisNoScriptException notSeenYet) { // or it was restarted
        answer = commands.eval(text, ScriptOutputType.INTEGER, keys, values);
      }
      return Math.toIntExact(answer);
    }
  }

  @Override
  public Finding firstUse(Use use) {
    return line.ask(commands -> FIRST_USE.run(commands, keys(use), values(use)))
        .map(answer -> new Finding(VERDICTS[answer], GuardState.IN_ORDER))
        .orElse(OUT_OF_REACH);
  }

  @Override
  public boolean annul(Use use) {
    return line.ask(commands -> ANNUL.run(commands, keys(use), bytes(use.scan()))).isPresent();
  }

  /**
   * Returns the key of the credential, and that of the live code if there is one. A live code is of
   * one credential, so both have that one's hash as their tag: a cluster keeps them in one slot.
   */
  private static byte[][] keys(Use use) {
    String credential = PREFIX + '{' + name(use.venue(), use.credential(), CREDENTIAL) + '}';
    Optional<String> live =
        use.presentation().map(mark -> credential + ':' + name(use.venue(), mark, LIVE));
    return live.map(key -> new byte[][] {ascii(credential), ascii(key)})
        .orElseGet(() -> new byte[][] {ascii(credential)});
  }

  /** Returns what a mark is called at a venue: 16 bytes of a hash, from which no way leads back. */
  private static String name(String venue, Mark mark, byte kind) {
    byte[] hash =
        Digest.of(
                Digest.Kind.SHA256,
                new byte[] {kind},
                mark.bytes(),
                venue.getBytes(StandardCharsets.UTF_8))
            .bytes();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, Mark.LENGTH));
  }

  private static byte[][] values(Use use) {
    String interval = use.interval().isZero() ? "0" : millis(use.interval());
    return new byte[][] {bytes(use.scan()), ascii(interval), ascii(millis(use.window()))};
  }

  /** A Redis counts milliseconds, and takes no 0. */
  private static String millis(Duration time) {
    return Long.toString(Math.max(1, time.toMillis()));
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
