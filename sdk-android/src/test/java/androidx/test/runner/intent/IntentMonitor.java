package androidx.test.runner.intent;

/** Tells of intents that are sent; nobody asks here. */
public interface IntentMonitor {}
