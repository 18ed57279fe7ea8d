package org.youdai.android.scanner;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.Build;
import android.os.Bundle;
import android.os.Handler;
import android.os.HandlerThread;
import android.os.Looper;
import android.os.Process;
import android.view.KeyEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.gate.Answer;
import org.youdai.gate.Gate;

/**
 * Shows a gate what the scanner of a terminal has read, and tells a listener what the gate says.
 * Such scanners either broadcast an intent or type like a keyboard; both are taken. While it is
 * paused, codes are other apps' business.
 *
 * <p>Any app on the device can send such a broadcast, as anybody can hold a code before the
 * scanner: what is sent is judged as a code and nothing else.
 *
 * <p>Every method but {@link #key} may be called from any thread, in any order and any number of
 * times, and returns at once.
 */
public final class HardwareScanner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HardwareScanner.class);

  /**
   * {@code Context.RECEIVER_EXPORTED}, which came with API 33. From target SDK 34 on the system
   * wants to be told; before 33 every receiver is open to other apps.
   */
  private static final int RECEIVER_EXPORTED = 2;

  /** No QR code holds more characters (ISO/IEC 18004: 7,089 digits), nor twice as many bytes. */
  private static final int LONGEST_TEXT = 8192;

  /**
   * What a terminal broadcasts when it has read a code.
   *
   * @param action the intent's action
   * @param extras where the code may be, as a text or as bytes; the first that is there counts
   */
  public record Broadcast(String action, List<String> extras) {
    /**
     * Zebra DataWedge, which has no action of its own: set up a profile with intent output, this
     * action, no category and the delivery "broadcast intent". The extras are those of Zebra's
     * DataWedge guide.
     */
    public static final Broadcast ZEBRA =
        new Broadcast(
            "org.youdai.SCAN",
            List.of(
                "com.symbol.datawedge.data_string",
                "com.motorolasolutions.emdk.datawedge.data_string"));

    /**
     * Honeywell's data editing, as in Honeywell's guide to its Android terminals. Where a data
     * intent is set up in the terminal's scan settings instead, {@link #under its action}.
     */
    public static final Broadcast HONEYWELL =
        new Broadcast("com.honeywell.decode.intent.action.EDIT_DATA", List.of("data", "dataBytes"));

    /** Urovo, with the action that its scan settings start with, as in Urovo's developer guide. */
    public static final Broadcast UROVO =
        new Broadcast(
            "android.intent.ACTION_DECODE_DATA",
            List.of("barcode_string", "com.ubx.datawedge.data_string", "barcode"));

    /** Newland, as in the handbook of Newland's Android terminals. */
    public static final Broadcast NEWLAND =
        new Broadcast("nlscan.action.SCANNER_RESULT", List.of("SCAN_BARCODE1"));

    /** All of these; a terminal sends one of them at most. */
    public static final List<Broadcast> KNOWN = List.of(ZEBRA, HONEYWELL, UROVO, NEWLAND);

    /** Copies the names. */
    public Broadcast {
      extras = List.copyOf(extras);
    }

    /** Returns this with the action that was set up in the terminal. */
    public Broadcast under(String other) {
      return new Broadcast(other, extras);
    }
  }

  private final Context context;
  private final Gate gate;
  private final List<Broadcast> broadcasts;
  private final Teller teller;
  private final HandlerThread thread =
      new HandlerThread("youdai-scanner", Process.THREAD_PRIORITY_DISPLAY);
  private final Handler handler;
  private final Wedge wedge;
  private volatile boolean isReading;

  // What follows belongs to the scanner's thread.
  private Optional<Receiver> receiver = Optional.empty();
  private boolean isClosed;

  private HardwareScanner(
      Context context, Gate gate, ScanListener listener, List<Broadcast> broadcasts) {
    this.context = context.getApplicationContext();
    this.gate = gate;
    this.broadcasts = List.copyOf(broadcasts);
    this.teller = new Teller(listener);
    thread.start();
    this.handler = new Handler(thread.getLooper());
    this.wedge = new Wedge(new Handler(Looper.getMainLooper()), this::typed);
  }

  /** Makes a scanner for {@link Broadcast#KNOWN}, and for keys; it begins to read later. */
  public static HardwareScanner of(Context context, Gate gate, ScanListener listener) {
    return of(context, gate, listener, Broadcast.KNOWN);
  }

  /** Makes a scanner for {@code broadcasts}, none if need be, and for keys. */
  public static HardwareScanner of(
      Context context, Gate gate, ScanListener listener, List<Broadcast> broadcasts) {
    return new HardwareScanner(context, gate, listener, broadcasts);
  }

  /** Begins to read. */
  public void start() {
    handler.post(
        () -> {
          if (!isClosed && !receiver.isPresent()) {
            Receiver next = new Receiver();
            register(next);
            receiver = Optional.of(next);
            isReading = true;
            teller.tell(ScannerState.READY);
          }
        });
  }

  private void register(Receiver next) {
    IntentFilter filter = new IntentFilter();
    filter.addCategory(Intent.CATEGORY_DEFAULT); // matches intents that have it and that have none
    broadcasts.forEach(each -> filter.addAction(each.action()));
    int flags = Build.VERSION.SDK_INT < 33 ? 0 : RECEIVER_EXPORTED;
    context.registerReceiver(next, filter, null, handler, flags);
  }

  /** Leaves codes to others, until it is started again. */
  public void pause() {
    handler.post(() -> stop(ScannerState.PAUSED));
  }

  private void stop(ScannerState state) {
    if (!isClosed) {
      isReading = false;
      receiver.ifPresent(context::unregisterReceiver);
      receiver = Optional.empty();
      teller.tell(state);
    }
  }

  /** Stops reading for good. */
  @Override
  public void close() {
    handler.post(
        () -> {
          stop(ScannerState.STOPPED);
          isClosed = true;
          thread.quitSafely();
        });
  }

  /**
   * Takes a key on the main thread, from {@code Activity.dispatchKeyEvent} before any view has it:
   *
   * <pre>{@code
   * return scanner.key(event) || super.dispatchKeyEvent(event);
   * }</pre>
   *
   * <p>A code ends with Enter, with Tab, or half a second after its last key. Its first character
   * goes on to the app, since nobody can know yet; what people type goes on as well.
   *
   * @return whether a scanner has typed it
   */
  public boolean key(KeyEvent event) {
    if (!isReading) {
      wedge.forget();
      return false;
    }
    return wedge.take(event);
  }

  private void typed(String line) {
    handler.post(() -> ask(() -> gate.scan(line)));
  }

  private void ask(Supplier<Answer> scan) {
    if (!teller.ask(scan)) {
      stop(ScannerState.STOPPED);
    }
  }

  /** Takes broadcasts, on the scanner's thread. */
  private final class Receiver extends BroadcastReceiver {
    @Override
    public void onReceive(Context from, Intent intent) {
      find(intent).ifPresent(HardwareScanner.this::ask);
    }
  }

  private Optional<Supplier<Answer>> find(Intent intent) {
    try {
      Bundle extras = Optional.ofNullable(intent.getExtras()).orElse(Bundle.EMPTY);
      return broadcasts.stream()
          .filter(each -> each.action().equals(intent.getAction()))
          .flatMap(each -> each.extras().stream())
          .map(name -> scan(extras, name))
          .filter(Optional::isPresent)
          .findFirst()
          .flatMap(found -> found);
    } catch (RuntimeException unreadable) {
      // Whoever sends an intent can put objects into it that cannot be put together here.
      LOG.warn("a broadcast that cannot be read: {}", unreadable.getClass().getName());
      return Optional.empty();
    }
  }

  @SuppressWarnings("deprecation") // what replaces Bundle.get came with API 33
  private Optional<Supplier<Answer>> scan(Bundle extras, String name) {
    Object extra = extras.get(name);
    if (extra instanceof String text && !text.isEmpty() && text.length() <= LONGEST_TEXT) {
      return Optional.of(() -> gate.scan(text));
    }
    if (extra instanceof byte[] bytes && bytes.length > 0 && bytes.length <= 2 * LONGEST_TEXT) {
      return Optional.of(() -> gate.scan(bytes));
    }
    return Optional.empty();
  }
}
