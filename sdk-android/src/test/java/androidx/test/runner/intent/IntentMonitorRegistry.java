package androidx.test.runner.intent;

/** Takes Robolectric's monitor, for which nobody asks here. */
public final class IntentMonitorRegistry {
  private IntentMonitorRegistry() {}

  public static void registerInstance(IntentMonitor monitor) {}
}
