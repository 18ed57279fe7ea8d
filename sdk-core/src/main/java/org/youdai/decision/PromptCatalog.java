package org.youdai.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.youdai.policy.Benefit;

/**
 * The words for every decision, in Chinese or English. An entry is looked up under the prompt key,
 * then under the outcome alone.
 */
public final class PromptCatalog {
  private final Properties texts;

  private PromptCatalog(Properties texts) {
    this.texts = texts;
  }

  /**
   * Returns the Chinese catalog for a Chinese locale, and the English one for any other. It is read
   * anew at every call: keep it.
   */
  public static PromptCatalog of(Locale locale) {
    String language = locale.getLanguage().equals("zh") ? "zh" : "en";
    String name = "prompts_" + language + ".properties";
    Properties texts = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(PromptCatalog.class.getResourceAsStream(name))) {
      texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(name + " cannot be read from the library", broken);
    }
    return new PromptCatalog(texts);
  }

  /** Returns the words for a decision. */
  public Prompt prompt(Decision decision) {
    String key = decision.promptKey().name();
    String outcome = lower(decision.outcome());
    if (decision instanceof Decision.Admit admit) {
      return new Prompt(
          text(key, outcome, "headline"),
          fill(text(key, outcome, "next"), admit.benefit()),
          text(key, outcome, "staff"));
    }
    return new Prompt(
        text(key, outcome, "headline"), text(key, outcome, "next"), staff(decision.reason()));
  }

  /** Returns what a reason means, for staff. */
  public String staff(Reason reason) {
    return require("reason." + lower(reason));
  }

  private String text(String key, String outcome, String part) {
    String own = texts.getProperty(key + '.' + part);
    return own != null ? own : require(outcome + '.' + part);
  }

  private String require(String name) {
    String text = texts.getProperty(name, "");
    if (text.isEmpty()) {
      throw new IllegalStateException("the prompt catalog lacks " + name);
    }
    return text;
  }

  /** Returns whether no decision lacks its words. */
  public boolean isComplete() {
    for (Outcome outcome : Outcome.values()) {
      if (!has(lower(outcome) + ".headline") || !has(lower(outcome) + ".next")) {
        return false;
      }
    }
    for (Reason reason : Reason.values()) {
      if (!has("reason." + lower(reason))) {
        return false;
      }
    }
    return has("admit.staff");
  }

  private boolean has(String name) {
    return !texts.getProperty(name, "").isEmpty();
  }

  private static String fill(String text, Benefit benefit) {
    return text.replace("{percent}", Integer.toString(benefit.percent()));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
