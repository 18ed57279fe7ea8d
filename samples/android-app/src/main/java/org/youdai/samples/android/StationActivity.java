package org.youdai.samples.android;

import android.content.Intent;
import android.os.Bundle;
import android.util.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.youdai.android.ValidatorActivity;
import org.youdai.android.station.StationSettings;
import org.youdai.decision.Rejection;
import org.youdai.gate.Lane;
import org.youdai.gate.Passage;
import org.youdai.scan.QrText;

/**
 * A validator with a turnstile to copy from. The venue and the pinned root come with the app:
 * {@code venue.json} and {@code root.json} in its resources.
 */
public class StationActivity extends ValidatorActivity {
  private static final String TAG = "StationActivity";
  private static final URI LISTS = URI.create("https://lists.example/");

  private final Turnstile turnstile = new Turnstile();

  @Override
  protected void onCreate(@Nullable Bundle saved) {
    Intent own =
        new Intent(); // any app can start this one: what its intent says counts for nothing
    settings().ifPresent(settings -> settings.putInto(own));
    setIntent(own);
    super.onCreate(saved); // without settings it says so, and goes by those it had before
  }

  /** Returns what this station is set up with; empty while the app has no usable root. */
  protected Optional<StationSettings> settings() {
    try {
      byte[] venue = read("venue.json");
      byte[] root = read("root.json");
      return Optional.of(StationSettings.of(venue, root, LISTS));
    } catch (IOException | Rejection missing) {
      Log.w(TAG, "Put the publisher's root.json beside venue.json: " + missing.getMessage());
      return Optional.empty();
    }
  }

  /** Returns a file of this app's resources. */
  protected static byte[] read(String name) throws IOException {
    try (InputStream in = StationActivity.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no " + name);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] part = new byte[4096];
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        bytes.write(part, 0, count);
      }
      return bytes.toByteArray();
    }
  }

  @Override
  protected void passed(Passage passage) {
    if (passage.lane() == Lane.OPEN) {
      turnstile.open(() -> runOnUiThread(() -> takeBack(passage.id())));
    }
  }

  /** Puts your payment and ticket programs here. Never log what the code says. */
  @Override
  protected void scannedOther(QrText text) {
    Log.i(TAG, "another system's code");
  }

  /** Returns the turnstile. */
  protected Turnstile turnstile() {
    return turnstile;
  }
}
