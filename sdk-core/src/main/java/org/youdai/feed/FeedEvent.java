package org.youdai.feed;

/** What a feed tells its host while it works: for a progress bar, a log or a lamp. */
public sealed interface FeedEvent {
  /**
   * A file has come.
   *
   * @param name its name
   * @param bytes its length
   * @param number how many files have come in this update, this one included
   * @param expected how many will have come at its end, as far as is known; at least {@code number}
   */
  record Fetched(String name, int bytes, int number, int expected) implements FeedEvent {}

  /** An update has ended, well or not. */
  record Finished(SnapshotFeed.Update update) implements FeedEvent {}
}
