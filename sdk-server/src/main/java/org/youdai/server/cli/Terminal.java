package org.youdai.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.youdai.decision.PromptCatalog;

/**
 * Where a command reads and writes, and in which language.
 *
 * @param in the standard input
 * @param out the standard output
 * @param err the standard error
 * @param locale Chinese or English
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Locale locale) {
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
    return new Terminal(in, out, err, language.equals("zh") ? Locale.CHINESE : Locale.ENGLISH);
  }

  /** Returns this terminal in another language. */
  Terminal in(Locale other) {
    return new Terminal(in, out, err, other);
  }

  /** Returns the texts of the commands in this terminal's language. */
  ResourceBundle texts() {
    return ResourceBundle.getBundle(
        "org.youdai.server.cli.messages",
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
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
}
