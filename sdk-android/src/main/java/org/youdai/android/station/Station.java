package org.youdai.android.station;

import android.content.Context;
import android.os.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.youdai.feed.FolderStore;
import org.youdai.feed.HttpSource;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.journal.FolderJournal;
import org.youdai.replay.MemoryGuard;

/**
 * A device that is a gate: the gate, the lists that it goes by, its journal. Whoever opens one with
 * the same settings in the same process has the same gate, until all have closed theirs. Safe for
 * use by several threads.
 *
 * <p>It throws for nothing that a device does. Lists that are missing, a folder that is full or
 * another process's, a clock that is set: each is said by the decisions and by {@link #recording()}
 * and {@link SnapshotFeed#health()}.
 *
 * <p>Uses are remembered in the process: after its end, a code that was used just before is taken
 * once more.
 */
public final class Station implements AutoCloseable {
  /** Of the whole process, since a folder is locked for a process; guarded by itself. */
  private static final Map<Place, Shared> OPEN = new HashMap<>();

  private final Place place;
  private final Shared shared;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private Station(Place place, Shared shared) {
    this.place = place;
    this.shared = shared;
  }

  /** What makes two stations one. */
  private record Place(Path lists, StationSettings settings) {}

  /**
   * How decisions are recorded.
   *
   * @param journal how the journal is doing; nothing while it could not be opened, and then nothing
   *     is recorded
   * @param problem why it could not be opened
   * @param uploadProblem why the last upload failed; what was not uploaded stays on the device
   */
  public record Recording(
      Optional<FolderJournal.Health> journal,
      Optional<String> problem,
      Optional<String> uploadProblem) {}

  /**
   * Opens the station of this app, with the lists that were kept. Reads them from disk: not for the
   * main thread. Nothing is fetched before {@link #sync()}.
   */
  public static Station open(Context context, StationSettings settings) {
    return open(
        AppStorage.of(context),
        settings,
        new Device(
            Clock.system(ZoneId.systemDefault()),
            SystemClock::elapsedRealtimeNanos,
            new SecureRandom()));
  }

  static Station open(AppStorage storage, StationSettings settings, Device device) {
    Place place = new Place(storage.lists(), settings);
    synchronized (OPEN) {
      Shared shared = OPEN.computeIfAbsent(place, none -> new Shared(storage, settings, device));
      shared.holders++;
      return new Station(place, shared);
    }
  }

  /**
   * Returns the gate. Its first scans are slow unless it is warmed up ({@link Gate#warmUp()}),
   * which takes seconds and a thread of its own.
   */
  public Gate gate() {
    return shared.gate;
  }

  /** Returns what keeps the lists. */
  public SnapshotFeed feed() {
    return shared.feed;
  }

  /** Returns what the operator has chosen. */
  public GateProfile profile() {
    return shared.gate.profile();
  }

  /** Returns how decisions are recorded. */
  public Recording recording() {
    return shared.recorder.recording();
  }

  /**
   * Fetches newer lists, and then uploads the journal, whatever came of the lists. How that went is
   * said by {@link #recording()}. Takes as long as the network does: minutes, where it trickles.
   */
  public SnapshotFeed.Update sync() {
    SnapshotFeed.Update update = shared.feed.update();
    shared.recorder.upload();
    return update;
  }

  /**
   * Gives the station back; the last one to do so closes the gate.
   *
   * @throws IOException if not everything that was decided is on the disk
   */
  @Override
  public void close() throws IOException {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    synchronized (OPEN) {
      shared.holders--;
      if (shared.holders == 0) {
        OPEN.remove(place);
        shared.close(); // under the lock: the next one must find the folders given back
      }
    }
  }

  /** What stations have in common. */
  private static final class Shared {
    private final SnapshotFeed feed;
    private final Recorder recorder;
    private final Gate gate;
    private int holders;

    Shared(AppStorage storage, StationSettings settings, Device device) {
      this.feed =
          SnapshotFeed.open(
              settings.anchor(),
              HttpSource.of(settings.lists(), device.nanos(), HttpSource.Options.STANDARD),
              FolderStore.of(storage.lists()),
              device.clock());
      this.recorder = new Recorder(storage.journal(), device, settings.sink());
      this.gate =
          new Gate(
              settings.profile(),
              feed,
              MemoryGuard.remembering(MemoryGuard.ONE_GATE, device.nanos()),
              recorder,
              device);
    }

    void close() throws IOException {
      gate.close();
      try {
        recorder.close();
      } finally {
        feed.close();
      }
    }
  }
}
