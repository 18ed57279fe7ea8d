package org.youdai.trust;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * A hash of 32 bytes and what made it, written {@code sm3:} or {@code sha256:} and base64url
 * without padding. Two are equal if both parts are; the comparison takes as long wherever they
 * differ.
 */
public final class Digest {
  /** The length of every hash, in bytes. */
  public static final int LENGTH = 32;

  private final Kind kind;
  private final byte[] hash;

  private Digest(Kind kind, byte[] hash) {
    this.kind = kind;
    this.hash = hash;
  }

  /** The hash functions of format version 1. */
  public enum Kind {
    /** SM3 (GB/T 32905). */
    SM3("sm3:"),
    /** SHA-256 (FIPS 180-4 §6.2). */
    SHA256("sha256:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    private ExtendedDigest start() {
      return this == SM3 ? new SM3Digest() : new SHA256Digest();
    }
  }

  /** Computes the hash of {@code parts} taken as one, each after the other. */
  public static Digest of(Kind kind, byte[]... parts) {
    ExtendedDigest digest = kind.start();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[LENGTH];
    digest.doFinal(hash, 0);
    return new Digest(kind, hash);
  }

  /**
   * Returns the digest that {@code text} stands for. No two texts stand for the same digest.
   *
   * @throws IllegalArgumentException if it stands for none
   */
  public static Digest parse(String text) {
    for (Kind kind : Kind.values()) {
      if (text.startsWith(kind.prefix)) {
        byte[] hash = Base64.getUrlDecoder().decode(text.substring(kind.prefix.length()));
        Digest digest = new Digest(kind, hash);
        if (hash.length == LENGTH && digest.toString().equals(text)) {
          return digest;
        }
      }
    }
    throw new IllegalArgumentException("not sm3: or sha256: and base64url of 32 bytes");
  }

  /** Returns what made it. */
  public Kind kind() {
    return kind;
  }

  /** Returns a copy of the {@value #LENGTH} bytes. */
  public byte[] bytes() {
    return hash.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && kind == that.kind
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.hashCode(hash);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
