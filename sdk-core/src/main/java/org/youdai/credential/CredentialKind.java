package org.youdai.credential;

import java.util.Optional;

/** What kind of certificate a credential is: the first benefit fact. */
public enum CredentialKind {
  /** The elderly electronic preferential-treatment certificate (老年人电子优待证). */
  ELDERLY_CERTIFICATE(1),
  /** The same certificate in its printed form. */
  PRINTED_ELDERLY_CERTIFICATE(2);

  private final int number;

  CredentialKind(int number) {
    this.number = number;
  }

  /** Returns the number that stands for this kind in a credential. */
  public int number() {
    return number;
  }

  /** Returns the kind with a number; empty for numbers that are reserved or unknown. */
  public static Optional<CredentialKind> ofNumber(long number) {
    for (CredentialKind kind : values()) {
      if (kind.number == number) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
