package org.youdai.credential;

/**
 * What was shown: documents of equal effect, any one of which is enough (鲁政字〔2020〕240号).
 *
 * <p>出示的证件种类；各种证件效力相同，任持其一即可。
 */
public enum DocumentKind {
  /** The elderly electronic preferential-treatment certificate (老年人电子优待证), a signed code. */
  ELDERLY_CERTIFICATE,
  /** The same certificate in its printed form (纸质老年人优待证), a signed code too. */
  PRINTED_ELDERLY_CERTIFICATE,
  /** The resident identity card (居民身份证). */
  RESIDENT_ID_CARD,
  /**
   * The residence permit of people from Hong Kong, Macao and Taiwan (港澳台居民居住证); its numbers begin
   * with 810000, 820000 or 830000.
   */
  RESIDENCE_PERMIT,
  /**
   * The identity card of foreigners with permanent residence (外国人永久居留身份证); since 2023 its numbers
   * have 18 digits and begin with 9.
   */
  PERMANENT_RESIDENT_CARD,
  /** The travel permit of people from Hong Kong and Macao (港澳居民来往内地通行证，回乡证). */
  HK_MACAO_PERMIT,
  /** The travel permit of people from Taiwan (台湾居民来往大陆通行证，台胞证). */
  TAIWAN_PERMIT,
  /** A passport of any country (护照). */
  PASSPORT,
  /** An elder card of another province (外省老年人优待证), which staff have looked at. */
  OTHER_PROVINCE_CERTIFICATE
}
