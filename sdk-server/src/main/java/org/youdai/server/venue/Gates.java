package org.youdai.server.venue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.youdai.Snapshot;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.gate.Passages;
import org.youdai.journal.Journal;
import org.youdai.profile.Profile;
import org.youdai.replay.ReplayGuard;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/**
 * The gates that ask this server, by venue and name: made when they first ask, over one memory of
 * uses, one of passages and one journal. What one scan is, the caller says by its id, so nothing is
 * debounced here.
 */
public final class Gates {
  /** More gates than this do not ask one server; the longest silent one goes, and is made anew. */
  private static final int MOST = 10_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Venues venues;
  private final Supplier<Snapshot> lists;
  private final ReplayGuard guard;
  private final Passages passages;
  private final Journal journal;
  private final Device device;
  private final Cache<Name, Gate> gates = Caffeine.newBuilder().maximumSize(MOST).build();

  /** Makes the gates of {@code venues}. */
  public Gates(
      Venues venues,
      Supplier<Snapshot> lists,
      ReplayGuard guard,
      Passages passages,
      Journal journal,
      Device device) {
    this.venues = venues;
    this.lists = lists;
    this.guard = guard;
    this.passages = passages;
    this.journal = journal;
    this.device = device;
  }

  private record Name(String venue, String gate) {}

  /**
   * Returns a venue.
   *
   * @throws ProblemException if there is none of that id
   */
  public Venues.Entry venue(String id) {
    return venues
        .named(id)
        .orElseThrow(
            () ->
                new ProblemException(Problem.VENUE_UNKNOWN, NAME.matcher(id).matches() ? id : "?"));
  }

  /**
   * Returns a gate of a venue.
   *
   * @param gate its name: 1 to 64 letters, digits, {@code .}, {@code _} and {@code -} of ASCII
   * @throws ProblemException if there is no such venue, or no gate can have that name
   */
  public Gate at(String venue, String gate) {
    GateProfile profile = venue(venue).profile();
    if (!NAME.matcher(gate).matches()) {
      throw new ProblemException(Problem.BAD_REQUEST, "gate");
    }
    return gates.get(
        new Name(venue, gate), name -> make(profile.named(gate).withDebounce(Duration.ZERO)));
  }

  private Gate make(GateProfile profile) {
    return new Gate(Profile.standard(), profile, lists, guard, passages, journal, device);
  }
}
