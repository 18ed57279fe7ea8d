package org.youdai.profile;

import java.util.List;
import java.util.Optional;
import org.youdai.decision.Rejection;

/**
 * One kind of code. An operator adds another card's code by implementing this in one small class
 * and giving it to the {@link org.youdai.Verifier}; the keys that may sign it stand in the trust
 * list as all others do. An implementation has no state and is used by several threads.
 */
public interface Profile {
  /** Returns the profile's name, for inspection and logs, for example {@code YD1}. */
  String name();

  /**
   * Returns whether a text claims to be of this kind, from its first characters alone: every code
   * of every other system passes here as well, so that this takes nanoseconds.
   */
  boolean recognises(String text);

  /**
   * Unwraps a text that is recognised. Nothing in it is believed yet.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#ENVELOPE}
   */
  Envelope unwrap(String text) throws Rejection;

  /**
   * Reads what an issuer has signed. That the issuer may say so, that it is in force and not
   * revoked, and what it is worth is checked after this.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#CLAIMS}
   */
  Claims read(AuthenticPayload payload) throws Rejection;

  /** Returns the first of {@code profiles} that recognises a text. */
  static Optional<Profile> recognising(List<Profile> profiles, String text) {
    for (Profile profile : profiles) {
      if (profile.recognises(text)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /** Returns this project's own kinds: {@code YD1:}, {@code YP1:} and compact JWS. */
  static List<Profile> standard() {
    return List.of(new CredentialProfile(), new PresentationProfile(), new JwsProfile());
  }
}
