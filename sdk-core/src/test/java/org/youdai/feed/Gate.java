package org.youdai.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.youdai.ListSource;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.TrustAnchor;

/** A gate at a bus stop: a store, a feed, a verifier, and clocks that a test sets. */
final class Gate implements AutoCloseable {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private final TrustAnchor anchor;
  private final ListSource source;
  private final Path store;
  private Instant wall;
  private long counted;
  private SnapshotFeed feed;
  private Verifier verifier;

  /** The wall clock, which anybody can set. */
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return wall;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }
      };

  Gate(TrustAnchor anchor, ListSource source, Path store, Instant now) {
    this.anchor = anchor;
    this.source = source;
    this.store = store;
    this.wall = now;
    this.feed = open();
    this.verifier = verifier();
  }

  private SnapshotFeed open() {
    return SnapshotFeed.open(anchor, source, FolderStore.of(store), clock);
  }

  private Verifier verifier() {
    return new Verifier(feed, TrustedTime.of(clock, () -> counted), new Random(1));
  }

  SnapshotFeed feed() {
    return feed;
  }

  long version() {
    return feed.get().manifestVersion();
  }

  /** Sets the wall clock, while so much time passes. */
  void setClock(Instant now, Duration passed) {
    wall = now;
    counted += passed.toNanos();
  }

  /** Pulls the plug and puts it in again. */
  void restart() throws IOException {
    feed.close();
    feed = open();
    verifier = verifier();
  }

  Decision decide(QrText code) {
    return verifier.verify(code, BUS);
  }

  @Override
  public void close() throws IOException {
    feed.close();
  }
}
