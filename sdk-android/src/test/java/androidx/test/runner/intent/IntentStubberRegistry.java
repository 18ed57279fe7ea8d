package androidx.test.runner.intent;

/** Has no stubber: intents go where they go. */
public final class IntentStubberRegistry {
  private IntentStubberRegistry() {}

  public static boolean isLoaded() {
    return false;
  }
}
