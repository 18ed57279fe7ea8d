package androidx.test.runner.lifecycle;

/** Takes Robolectric's monitor, for which nobody asks here. */
public final class ApplicationLifecycleMonitorRegistry {
  private ApplicationLifecycleMonitorRegistry() {}

  public static void registerInstance(ApplicationLifecycleMonitor monitor) {}
}
