package org.youdai.credential;

import java.util.Optional;
import java.util.Set;

/**
 * What was shown. All of these are equal in effect, and any one of them is enough; the first two
 * are signed codes, the others are read by a reader or by staff.
 */
public enum DocumentKind {
  /** The elderly electronic preferential-treatment certificate (老年人电子优待证). */
  ELDERLY_CERTIFICATE(1),
  /** The same certificate in its printed form. */
  PRINTED_ELDERLY_CERTIFICATE(2),
  /** The resident identity card (居民身份证). */
  RESIDENT_ID_CARD(0),
  /** The residence permit for people from Hong Kong, Macao and Taiwan (港澳台居民居住证). */
  RESIDENCE_PERMIT(0),
  /** The foreign permanent resident's identity card (外国人永久居留身份证). */
  PERMANENT_RESIDENT_CARD(0),
  /** The mainland travel permit for people from Hong Kong and Macao (港澳居民来往内地通行证). */
  HK_MACAO_PERMIT(0),
  /** The mainland travel permit for people from Taiwan (台湾居民来往大陆通行证). */
  TAIWAN_PERMIT(0),
  /** A passport (护照). */
  PASSPORT(0),
  /** Another province's elder card (外省老年人优待证), as confirmed by staff. */
  OTHER_PROVINCE_CERTIFICATE(0);

  /** The kinds that issuers sign. */
  public static final Set<DocumentKind> SIGNED =
      Set.of(ELDERLY_CERTIFICATE, PRINTED_ELDERLY_CERTIFICATE);

  private final int number;

  DocumentKind(int number) {
    this.number = number;
  }

  /** Returns the number that stands for this kind in a credential; 0 if it is not a signed one. */
  public int number() {
    return number;
  }

  /** Returns the signed kind with a number; empty for numbers that are reserved or unknown. */
  public static Optional<DocumentKind> ofNumber(long number) {
    for (DocumentKind kind : values()) {
      if (kind.number == number && number > 0) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
