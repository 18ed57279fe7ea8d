package org.youdai.trust;

import java.time.Instant;

/**
 * What must not go back: the highest versions that were taken, and the newest time that a verified
 * signature vouches for. 0 and {@link Instant#EPOCH} where there was nothing yet.
 *
 * @param root the version of the root document
 * @param trust the version of the trust list
 * @param policy the version of the policy
 * @param manifest the version of the manifest
 * @param status the version of the status lists
 * @param floor no clock that is right shows less
 */
public record Ratchet(
    long root, long trust, long policy, long manifest, long status, Instant floor) {
  /** Nothing has been taken yet. */
  public static final Ratchet NONE = new Ratchet(0, 0, 0, 0, 0, Instant.EPOCH);

  /** Returns the ratchet after {@code taken}, verified at a root of version {@code root}. */
  public Ratchet after(long newRoot, Manifest taken, Instant newestIssued) {
    return new Ratchet(
        Math.max(root, newRoot),
        Math.max(trust, taken.trust().version()),
        Math.max(policy, taken.policy().version()),
        Math.max(manifest, taken.version()),
        Math.max(status, taken.status().version()),
        newestIssued.isAfter(floor) ? newestIssued : floor);
  }

  /**
   * Returns the ratchet without what only a manifest's key vouched for. With a new key the numbers
   * may begin lower: whoever had the old one can have driven them, and the time, to their ends.
   */
  public Ratchet withNewManifestKey() {
    return new Ratchet(root, trust, policy, 0, 0, Instant.EPOCH);
  }

  /** Returns whether {@code next} is not older, in any part, than what was taken. */
  public boolean allows(Manifest next) {
    return next.root().version() >= root
        && next.trust().version() >= trust
        && next.policy().version() >= policy
        && next.version() >= manifest
        && next.status().version() >= status;
  }
}
