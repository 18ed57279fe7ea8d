package androidx.test.platform.app;

import android.app.Instrumentation;
import android.os.Bundle;
import java.util.concurrent.atomic.AtomicReference;

/** Holds the instrumentation that Robolectric has made. */
public final class InstrumentationRegistry {
  private static final AtomicReference<Instrumentation> INSTRUMENTATION = new AtomicReference<>();
  private static final AtomicReference<Bundle> ARGUMENTS = new AtomicReference<>();

  private InstrumentationRegistry() {}

  public static void registerInstance(Instrumentation instrumentation, Bundle arguments) {
    INSTRUMENTATION.set(instrumentation);
    ARGUMENTS.set(arguments);
  }

  public static Instrumentation getInstrumentation() {
    Instrumentation instrumentation = INSTRUMENTATION.get();
    if (instrumentation == null) {
      throw new IllegalStateException("no instrumentation is registered");
    }
    return instrumentation;
  }

  public static Bundle getArguments() {
    return new Bundle(ARGUMENTS.get());
  }
}
