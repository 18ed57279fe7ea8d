package org.youdai.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.youdai.trust.Digest;

/** A key as its holder sends it: {@code ydk_<id>_<secret>}. Only its digest is ever kept. */
final class KeyText {
  private static final int SECRET = 32;
  private static final int ID = 12;
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final Pattern FORM = Pattern.compile("ydk_([a-z2-9]{12})_[A-Za-z0-9_-]{43}");

  private final String id;
  private final String text;

  private KeyText(String id, String text) {
    this.id = id;
    this.text = text;
  }

  static KeyText draw(Random random) {
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    String id = drawId(random);
    return new KeyText(
        id, "ydk_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Returns a new id, for what has no text of its own. */
  static String drawId(Random random) {
    StringBuilder id = new StringBuilder(ID);
    for (int i = 0; i < ID; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  static Optional<KeyText> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new KeyText(form.group(1), text)) : Optional.empty();
  }

  /** Returns the part that is no secret. */
  String id() {
    return id;
  }

  /** Returns the digest. 256 random bits need no slow one. */
  Digest proof() {
    return Digest.of(Digest.Kind.SM3, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the whole text, which is a secret. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "ydk_" + id;
  }
}
