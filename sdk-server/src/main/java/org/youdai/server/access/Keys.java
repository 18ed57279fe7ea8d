package org.youdai.server.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.youdai.trust.Digest;

/** The API keys, by their hashes: the keys themselves are nowhere. */
public final class Keys {
  private static final String PREFIX = "ydk_";
  private static final int LENGTH = 32;

  private final Random random = new SecureRandom();
  private final Map<Digest, Caller> callers = new ConcurrentHashMap<>();

  /** Makes a key, and returns it: this once and never again. */
  public String create(Caller caller) {
    byte[] secret = new byte[LENGTH];
    random.nextBytes(secret);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    callers.put(hash(key), caller);
    return key;
  }

  /** Makes a key for all venues. */
  public String create(String name, Role role) {
    return create(new Caller(name, role, Set.of()));
  }

  /** Returns whose key this is. */
  public Optional<Caller> find(String key) {
    return Optional.ofNullable(callers.get(hash(key)));
  }

  private static Digest hash(String key) {
    // 256 random bits need no slow hash.
    return Digest.of(Digest.Kind.SM3, key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
