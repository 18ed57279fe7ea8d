package org.youdai.decision;

/** Names the prompt for a decision, for example {@code admit.free} or {@code retry.expired}. */
public record PromptKey(String name) {
  @Override
  public String toString() {
    return name;
  }
}
