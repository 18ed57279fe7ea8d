package androidx.test.runner.lifecycle;

/** Takes Robolectric's monitor, for which nobody asks here. */
public final class ActivityLifecycleMonitorRegistry {
  private ActivityLifecycleMonitorRegistry() {}

  public static void registerInstance(ActivityLifecycleMonitor monitor) {}
}
