package org.youdai.profile;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The credentials of live codes that were found authentic by one trust list, so that a phone's next
 * code costs its own signature alone. All that depends on time, status lists, policy and venue is
 * no part of this and is looked at every time. Safe for use by several threads.
 */
public final class KnownCredentials {
  /** As many are remembered at most, in some 3 MB; a new one takes the place of an old one. */
  static final int PLACES = 1024;

  private final Map<Integer, Entry> places = new ConcurrentHashMap<>();

  /** Begins with none. */
  public KnownCredentials() {}

  /** The very bytes that were authentic, as one kind of code reads them. */
  private record Entry(Profile profile, Envelope envelope, AuthenticCredential credential) {}

  /** Returns what is known of the credential in an envelope: of these very bytes. */
  public Optional<AuthenticCredential> find(Profile profile, Envelope envelope) {
    Entry entry = places.get(place(envelope));
    return entry != null
            && entry.profile == profile
            && entry.envelope.isOfTheSameCredential(envelope)
        ? Optional.of(entry.credential)
        : Optional.empty();
  }

  /**
   * Remembers a credential. The caller has found it authentic and signed by its phone, so that only
   * phones with a credential of their own can put another one out.
   */
  public void add(Profile profile, Envelope envelope, AuthenticCredential credential) {
    places.put(place(envelope), new Entry(profile, envelope.withoutHolderProof(), credential));
  }

  /** Signatures begin with a number that is drawn at random: nobody chooses a place. */
  private static int place(Envelope envelope) {
    byte[] signature = envelope.signature();
    return signature.length < 2 ? 0 : (signature[0] & 3) << 8 | (signature[1] & 0xff);
  }

  int size() {
    return places.size();
  }
}
