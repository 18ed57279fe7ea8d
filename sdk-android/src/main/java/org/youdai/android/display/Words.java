package org.youdai.android.display;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts around a decision, in Chinese or English. */
public final class Words {
  private final Locale locale;
  private final ResourceBundle texts;

  private Words(Locale locale) {
    this.locale = locale;
    this.texts =
        ResourceBundle.getBundle(
            "org.youdai.android.display.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Returns the texts in English for English, and in Chinese for every other language. */
  public static Words of(Locale locale) {
    boolean isEnglish = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
    return new Words(isEnglish ? Locale.ENGLISH : Locale.CHINESE);
  }

  /** Returns the language. */
  public Locale locale() {
    return locale;
  }

  /** Returns these in the other language. */
  public Words other() {
    return new Words(locale.equals(Locale.ENGLISH) ? Locale.CHINESE : Locale.ENGLISH);
  }

  /**
   * Returns a text with its places filled.
   *
   * @throws java.util.MissingResourceException if there is no such text
   */
  public String text(String key, Object... values) {
    return MessageFormat.format(texts.getString(key), values);
  }

  /** Returns the text for a constant: {@code attention.lists_too_old}. */
  public String text(String group, Enum<?> constant) {
    return text(group + '.' + constant.name().toLowerCase(Locale.ROOT));
  }
}
