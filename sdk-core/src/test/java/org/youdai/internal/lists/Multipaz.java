package org.youdai.internal.lists;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.time.DurationKt;
import kotlin.time.DurationUnit;
import kotlinx.coroutines.BuildersKt;
import org.multipaz.cbor.DataItem;
import org.multipaz.crypto.Algorithm;
import org.multipaz.crypto.AsymmetricKey;
import org.multipaz.crypto.EcCurve;
import org.multipaz.crypto.EcPrivateKeyDoubleCoordinate;
import org.multipaz.crypto.EcPublicKeyDoubleCoordinate;
import org.multipaz.revocation.CompressedStatusList;
import org.multipaz.revocation.StatusList;
import org.multipaz.webtoken.ValidateCwtKt;
import org.multipaz.webtoken.WebTokenCheck;
import org.youdai.authority.SigningKey;
import org.youdai.trust.VerifyingKey;

/** The Token Status Lists of Multipaz, which others wrote, in Kotlin. */
final class Multipaz {
  /** Java has no names with a hyphen, and Kotlin gives them to functions with a Duration. */
  private static final Method VALIDATE_CWT =
      method(ValidateCwtKt.class, "validateCwt-efNRYWU$default");

  private static final Method COMPRESS = method(StatusList.class, "compress-VtjQ1oo");

  /**
   * validateCwt's sixth and eighth argument, the chain of certificates and the nonce, are left out.
   */
  private static final int LEFT_OUT = 1 << 5 | 1 << 7;

  private Multipaz() {}

  /** What a checked token says. */
  record Token(DataItem claims) {
    String sub() {
      return claims.get(2).getAsTstr();
    }

    Instant iat() {
      return Instant.ofEpochSecond(claims.get(6).getAsNumber());
    }

    Instant exp() {
      return Instant.ofEpochSecond(claims.get(4).getAsNumber());
    }

    long ttl() {
      return claims.get(65534).getAsNumber();
    }

    StatusList list() {
      CompressedStatusList compressed =
          CompressedStatusList.Companion.fromStatusListClaim(claims.get(65533), kotlin(exp()));
      return await(continuation -> compressed.decompress(continuation));
    }
  }

  /**
   * Returns the token if its type, subject, signature and times are right.
   *
   * @throws RuntimeException of several kinds, with a message that says which is not
   */
  static Token check(byte[] cwt, VerifyingKey key, String uri, Instant now) {
    byte[] point = key.encoded();
    EcPublicKeyDoubleCoordinate publicKey =
        new EcPublicKeyDoubleCoordinate(EcCurve.P256, x(point), y(point));
    Map<WebTokenCheck, String> checks =
        Map.of(WebTokenCheck.TYP, "application/statuslist+cwt", WebTokenCheck.SUB, uri);
    DataItem claims =
        await(
            continuation ->
                call(
                    VALIDATE_CWT,
                    null,
                    cwt,
                    "Status List",
                    publicKey,
                    checks,
                    kotlin(Duration.ofDays(365)),
                    null,
                    kotlin(now),
                    null,
                    continuation,
                    LEFT_OUT,
                    null));
    return new Token(claims);
  }

  /** Returns a list of these entries, issued now, that is valid for {@code life}. */
  static CompressedStatusList list(int bits, int[] values, Duration life) {
    StatusList.Builder builder = new StatusList.Builder(bits);
    for (int index = 0; index < values.length; index++) {
      builder.addStatus(index, values[index]);
    }
    StatusList list = builder.build();
    return await(continuation -> call(COMPRESS, list, kotlin(life), continuation));
  }

  /** Returns a list as a signed CWT, whose {@code kid} is the 8 bytes of the key's id. */
  static byte[] cwt(CompressedStatusList list, SigningKey key, String uri) {
    String kid = new String(key.kid().bytes(), StandardCharsets.US_ASCII);
    return await(continuation -> list.serializeAsCwt(named(kid, key), uri, continuation));
  }

  /** Returns a list as a signed JWT, whose {@code kid} is the key's id as base64url. */
  static byte[] jwt(CompressedStatusList list, SigningKey key, String uri) {
    String kid = key.kid().toString();
    String jwt = await(continuation -> list.serializeAsJwt(named(kid, key), uri, continuation));
    return jwt.getBytes(StandardCharsets.US_ASCII);
  }

  private static AsymmetricKey named(String kid, SigningKey key) {
    byte[] point = key.verifyingKey().encoded();
    return new AsymmetricKey.NamedExplicit(
        kid,
        new EcPrivateKeyDoubleCoordinate(EcCurve.P256, key.secret(), x(point), y(point)),
        Algorithm.ES256);
  }

  private static byte[] x(byte[] point) {
    return Arrays.copyOfRange(point, 1, 33);
  }

  private static byte[] y(byte[] point) {
    return Arrays.copyOfRange(point, 33, 65);
  }

  private static kotlin.time.Instant kotlin(Instant instant) {
    return kotlin.time.Instant.Companion.fromEpochSeconds(instant.getEpochSecond(), 0);
  }

  private static long kotlin(Duration duration) {
    return DurationKt.toDuration(duration.toSeconds(), DurationUnit.SECONDS);
  }

  private static Method method(Class<?> owner, String name) {
    return Arrays.stream(owner.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + " in " + owner));
  }

  private static Object call(Method method, Object receiver, Object... arguments) {
    try {
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(refused);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static <T> T await(Function<Continuation<? super T>, Object> suspending) {
    try {
      return BuildersKt.runBlocking(
          EmptyCoroutineContext.INSTANCE, (scope, continuation) -> suspending.apply(continuation));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
