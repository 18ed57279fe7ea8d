package org.youdai.server;

import java.util.Locale;
import java.util.ResourceBundle;

/** Texts for users, in Chinese and English. */
public final class Texts {
  private Texts() {}

  /** Returns the texts of a bundle in one language, whatever the language of the machine. */
  public static ResourceBundle of(String bundle, Locale locale) {
    return ResourceBundle.getBundle(
        bundle,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
