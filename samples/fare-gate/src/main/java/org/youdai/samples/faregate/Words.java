package org.youdai.samples.faregate;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.youdai.decision.Prompt;
import org.youdai.decision.PromptCatalog;
import org.youdai.gate.Attention;
import org.youdai.gate.Passage;

/**
 * Everything that is said, in one language.
 *
 * @param locale Chinese or English
 * @param prompts the words for decisions
 * @param texts the words of this program
 */
record Words(Locale locale, PromptCatalog prompts, ResourceBundle texts) {
  /** Returns the words of a language, Chinese or else English. */
  static Words of(Locale locale) {
    return of(locale, PromptCatalog.of(locale));
  }

  /** Returns the words of a language, with an operator's own for decisions. */
  static Words of(Locale locale, PromptCatalog prompts) {
    Locale known = isChinese(locale) ? Locale.CHINESE : Locale.ENGLISH;
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "org.youdai.samples.faregate.messages",
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new Words(known, prompts, texts);
  }

  private static boolean isChinese(Locale locale) {
    return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  /** Returns the words of the other language. */
  Words other() {
    return of(isChinese(locale) ? Locale.ENGLISH : Locale.CHINESE);
  }

  boolean isChinese() {
    return isChinese(locale);
  }

  Prompt prompt(Passage passage) {
    return prompts.prompt(passage.decision());
  }

  /** Returns a text with its places filled. */
  String text(String key, Object... values) {
    return new MessageFormat(texts.getString(key), locale).format(values);
  }

  String text(Notice notice) {
    return text("notice." + lower(notice.kind()), notice.details().toArray());
  }

  String text(Attention attention) {
    return text("attention." + lower(attention));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
