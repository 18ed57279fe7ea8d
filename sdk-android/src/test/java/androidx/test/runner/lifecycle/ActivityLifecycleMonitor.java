package androidx.test.runner.lifecycle;

/** Tells of the lives of activities; nobody asks here. */
public interface ActivityLifecycleMonitor {}
