package androidx.test.runner.lifecycle;

/** Tells of the life of the application; nobody asks here. */
public interface ApplicationLifecycleMonitor {}
