package org.youdai.android.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.Intent;
import android.os.Build;
import android.os.Bundle;
import android.os.Looper;
import android.os.Parcel;
import android.os.Parcelable;
import android.view.KeyEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.shadows.ShadowApplication;
import org.youdai.android.Loopers;
import org.youdai.android.scanner.HardwareScanner.Broadcast;

@RunWith(RobolectricTestRunner.class)
@SuppressWarnings("deprecation") // API 26 types several characters in one event
public final class HardwareScannerTest {
  private final Application app = RuntimeEnvironment.getApplication();
  private final SandboxGate sandbox = new SandboxGate();
  private final HeardScanner heard = new HeardScanner();
  private final HardwareScanner scanner = HardwareScanner.of(app, sandbox.gate, heard);

  private void start() {
    scanner.start();
    heard.assertNext(ScannerState.READY);
  }

  private void send(Intent intent) {
    app.sendBroadcast(intent);
    shadowOf(Looper.getMainLooper()).idle();
    Loopers.idle("youdai-scanner");
  }

  private void type(String keys) {
    long time = 10_000;
    for (int i = 0; i < keys.length(); i++) {
      time += 5;
      scanner.key(new KeyEvent(time, keys.substring(i, i + 1), 3, 0));
    }
  }

  @After
  public void close() {
    scanner.close();
  }

  @Test
  public void codeInTheFirstExtraOfEveryTerminal_isAdmitted() {
    start();
    for (Broadcast terminal : Broadcast.KNOWN) {
      send(
          new Intent(terminal.action())
              .putExtra(terminal.extras().get(0), SandboxGate.code().reveal()));
      heard.assertAdmitted();
    }
    heard.assertNothing();
  }

  @Test
  public void bytes_areReadInTheEncodingsThatTerminalsSend() {
    start();
    String code = SandboxGate.code().reveal();
    for (byte[] bytes :
        List.of(
            code.getBytes(StandardCharsets.US_ASCII),
            (code + "\0\0\0").getBytes(StandardCharsets.US_ASCII),
            code.getBytes(StandardCharsets.UTF_16LE),
            code.getBytes(StandardCharsets.UTF_16BE),
            code.getBytes(StandardCharsets.UTF_16))) {
      send(new Intent(Broadcast.UROVO.action()).putExtra("barcode", bytes));
      heard.assertAdmitted();
    }
  }

  @Test
  public void emptyText_givesWayToTheBytes() {
    start();
    send(
        new Intent(Broadcast.HONEYWELL.action())
            .putExtra("data", "")
            .putExtra(
                "dataBytes", SandboxGate.code().reveal().getBytes(StandardCharsets.US_ASCII)));
    heard.assertAdmitted();
  }

  @Test
  public void intentOfTheDefaultCategory_isTakenToo() {
    start();
    send(
        new Intent(Broadcast.NEWLAND.action())
            .addCategory(Intent.CATEGORY_DEFAULT)
            .putExtra("SCAN_BARCODE1", "https://example.com/"));
    heard.assertNotOurs();
  }

  @Test
  public void hostileExtras_areTakenForNothingAndThrowNothing() {
    start();
    Broadcast terminal = Broadcast.HONEYWELL;
    send(new Intent(terminal.action()));
    send(new Intent(terminal.action()).putExtra("other", "YD1:"));
    send(new Intent(terminal.action()).putExtra("data", 1));
    send(new Intent(terminal.action()).putExtra("data", new String[] {"YD1:"}));
    send(new Intent(terminal.action()).putExtra("data", new Bundle()));
    send(new Intent(terminal.action()).putExtra("data", (String) null));
    send(new Intent(terminal.action()).putExtra("data", "x".repeat(8193)));
    send(new Intent(terminal.action()).putExtra("dataBytes", new byte[16_385]));
    send(new Intent(terminal.action()).replaceExtras(bundleThatCannotBePutTogether()));
    heard.assertNothing();
    send(new Intent(terminal.action()).putExtra("data", "after all this"));
    heard.assertNotOurs();
  }

  /** What only its sender has the class of. */
  @SuppressWarnings("ParcelableCreator") // the class that the receiver lacks
  private static final class Foreign implements Parcelable {
    @Override
    public int describeContents() {
      return 0;
    }

    @Override
    public void writeToParcel(Parcel parcel, int flags) {}
  }

  private static Bundle bundleThatCannotBePutTogether() {
    Bundle extras = new Bundle();
    extras.putParcelable("data", new Foreign());
    Parcel parcel = Parcel.obtain();
    parcel.writeBundle(extras);
    parcel.setDataPosition(0);
    return parcel.readBundle(Foreign.class.getClassLoader());
  }

  @Test
  public void randomBytes_areNotOursAndThrowNothing() {
    start();
    long seed = 20_261_122;
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
      send(new Intent(Broadcast.UROVO.action()).putExtra("barcode", bytes));
      heard.assertNotOurs();
    }
  }

  @Test
  public void actionOfTheOperator_isTakenInPlaceOfTheKnownOnes() {
    HeardScanner other = new HeardScanner();
    Broadcast own = new Broadcast("com.example.SCANNED", List.of("code", "bytes"));
    try (HardwareScanner chosen =
        HardwareScanner.of(
            app, sandbox.gate, other, List.of(own, Broadcast.HONEYWELL.under("com.example.X")))) {
      chosen.start();
      other.assertNext(ScannerState.READY);
      send(new Intent("com.example.SCANNED").putExtra("code", "a link"));
      other.assertNotOurs();
      send(new Intent("com.example.X").putExtra("data", "a link"));
      other.assertNotOurs();
      send(new Intent(Broadcast.NEWLAND.action()).putExtra("SCAN_BARCODE1", "a link"));
      other.assertNothing();
    }
  }

  @Test
  public void receiver_isOpenToTheTerminalsAppInTheWayOfEveryRelease() {
    start();
    List<ShadowApplication.Wrapper> receivers = shadowOf(app).getRegisteredReceivers();
    assertThat(receivers).hasSize(1);
    int exported = Build.VERSION.SDK_INT < 33 ? 0 : 2;
    assertThat(receivers.get(0).flags).isEqualTo(exported);
  }

  @Test
  public void pause_leavesBroadcastsAndKeysToOthersUntilTheNextStart() {
    Intent intent = new Intent(Broadcast.NEWLAND.action()).putExtra("SCAN_BARCODE1", "a link");
    send(intent);
    start();
    scanner.start();
    send(intent);
    heard.assertNotOurs();
    scanner.pause();
    scanner.pause();
    heard.assertNext(ScannerState.PAUSED);
    send(intent);
    type(SandboxGate.code().reveal() + "\n");
    assertThat(scanner.key(new KeyEvent(20_000, "YD1:AAAA", 3, 0))).isFalse();
    Loopers.idle("youdai-scanner");
    heard.assertNothing();
    start();
    send(intent);
    heard.assertNotOurs();
    assertThat(shadowOf(app).getRegisteredReceivers()).hasSize(1);
  }

  @Test
  public void close_isForGood() {
    start();
    scanner.close();
    scanner.close();
    heard.assertNext(ScannerState.STOPPED);
    scanner.start();
    scanner.pause();
    assertThat(scanner.key(new KeyEvent(20_000, "YD1:AAAA", 3, 0))).isFalse();
    send(new Intent(Broadcast.NEWLAND.action()).putExtra("SCAN_BARCODE1", "a link"));
    heard.assertNothing();
    assertThat(shadowOf(app).getRegisteredReceivers()).isEmpty();
  }

  @Test
  public void gateThatIsClosedMeanwhile_stopsTheScanner() {
    start();
    sandbox.gate.close();
    send(
        new Intent(Broadcast.NEWLAND.action())
            .putExtra("SCAN_BARCODE1", SandboxGate.code().reveal()));
    heard.assertNext(ScannerState.STOPPED);
    assertThat(shadowOf(app).getRegisteredReceivers()).isEmpty();
  }

  @Test
  public void typedCode_isAdmittedAlsoUnderCapsLock() {
    start();
    type(SandboxGate.code().reveal() + "\n");
    heard.assertAdmitted();
    type(SandboxGate.code().withCaseSwapped().reveal() + "\t");
    heard.assertAdmitted();
  }
}
