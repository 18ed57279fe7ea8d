package org.youdai.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.youdai.decision.PromptCatalog;
import org.youdai.server.Texts;

/**
 * Where a command reads and writes, and in which language.
 *
 * @param in the standard input
 * @param out the standard output
 * @param err the standard error
 * @param locale Chinese or English
 * @param isScreen whether the standard error is a screen, on which a line can be written again
 */
public record Terminal(
    InputStream in, PrintStream out, PrintStream err, Locale locale, boolean isScreen) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /**
   * Returns a terminal in the language that {@code --lang zh} or {@code --lang en} asks for, or
   * else in that of the locale.
   */
  public static Terminal of(InputStream in, PrintStream out, PrintStream err, String[] args) {
    String language = Locale.getDefault().getLanguage();
    List<String> words = List.of(args);
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--lang") && i + 1 < words.size()) {
        language = words.get(i + 1);
      } else if (words.get(i).startsWith("--lang=")) {
        language = words.get(i).substring("--lang=".length());
      }
    }
    Locale locale = language.equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
    return new Terminal(in, out, err, locale, false);
  }

  /** Returns this with a screen for its standard error. */
  public Terminal onScreen() {
    return new Terminal(in, out, err, locale, true);
  }

  /** Returns this terminal in another language. */
  Terminal in(Locale other) {
    return new Terminal(in, out, err, other, isScreen);
  }

  /** Returns the texts of the commands in this terminal's language. */
  ResourceBundle texts() {
    return Texts.of("org.youdai.server.cli.messages", locale);
  }

  /** Returns the words for decisions in this terminal's language. */
  PromptCatalog prompts() {
    return PromptCatalog.of(locale);
  }

  /** Returns a text with its places filled. */
  String text(String key, Object... values) {
    return new MessageFormat(texts().getString(key), locale).format(values);
  }

  /** Prints a text on a line of its own. */
  void say(String key, Object... values) {
    out.println(text(key, values));
  }

  /** Prints a text on a line of its own, on the standard error. */
  void warn(String key, Object... values) {
    err.println(text(key, values));
  }

  /** Returns a time to the minute, in the device's time zone; a dash if it is never. */
  String time(Instant at) {
    return at.equals(Instant.MAX) ? "-" : TIME.format(at.atZone(ZoneId.systemDefault()));
  }

  /** Returns how far {@code at} is from {@code now}, before or behind it. */
  String distance(Instant at, Instant now) {
    return at.isAfter(now)
        ? text("time.ahead", span(Duration.between(now, at)))
        : text("time.ago", span(Duration.between(at, now)));
  }

  /** Returns a span of time, rounded to seconds, minutes, hours up to two days, or days. */
  String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return text("time.seconds", seconds);
    }
    if (seconds < 3600) {
      return text("time.minutes", (seconds + 30) / 60);
    }
    return seconds < 2 * 86400
        ? text("time.hours", (seconds + 1800) / 3600)
        : text("time.days", (seconds + 43200) / 86400);
  }

  /** Returns a number of bytes, in kB where there are enough. */
  String size(long bytes) {
    return bytes < 1000 ? text("size.bytes", bytes) : text("size.kilobytes", (bytes + 500) / 1000);
  }
}
