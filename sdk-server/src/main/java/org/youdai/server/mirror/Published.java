package org.youdai.server.mirror;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is published, by the form of its name ({@code docs/formats.md} §7). */
public enum Published {
  /** A document that changes in place. */
  DOCUMENT("(?:root|manifest|trust|policy)\\.json", "application/json", Caching.ASK_EACH_TIME),
  /** A root, which never changes under its name. */
  ROOT("root/" + Caching.VERSION + "\\.json", "application/json", Caching.KEEP),
  /** A status list. */
  LIST("lists/(?:[1-5]?[0-9]|6[0-3])\\.cwt", "application/statuslist+cwt", Caching.ASK_EACH_TIME),
  /** What leads from one version to another, and never changes under its name. */
  DELTA(
      "deltas/" + Caching.VERSION + "-" + Caching.VERSION + "\\.ydd",
      "application/octet-stream",
      Caching.KEEP);

  private final Pattern name;
  private final String type;
  private final String caching;

  Published(String name, String type, String caching) {
    this.name = Pattern.compile(name);
    this.type = type;
    this.caching = caching;
  }

  private static final class Caching {
    static final String VERSION = "[1-9][0-9]{0,9}";

    /**
     * For what changes in place. Were it kept unasked, a gate could get manifest and lists of
     * different ages and would have to throw the update away.
     */
    static final String ASK_EACH_TIME = "no-cache";

    static final String KEEP = "public, max-age=31536000, immutable";
  }

  /** Returns what a file of that name is; empty if it is not one of these. */
  public static Optional<Published> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name.matcher(name).matches()).findFirst();
  }

  /** Returns the media type. */
  public String type() {
    return type;
  }

  /** Returns the {@code Cache-Control}. */
  public String caching() {
    return caching;
  }

  /** Returns whether it is worth compressing: lists and deltas are compressed already. */
  public boolean isCompressible() {
    return type.equals("application/json");
  }
}
