package org.youdai.decision;

import static org.youdai.decision.Outcome.ADMIT;
import static org.youdai.decision.Outcome.ASSIST;
import static org.youdai.decision.Outcome.CHARGE;
import static org.youdai.decision.Outcome.RETRY;

/**
 * Why a decision came out as it did. A code is permanent: it is never used again for something
 * else. What each means to staff and developers stands in {@code docs/reason-codes.md}.
 */
public enum Reason {
  /** A rule grants a benefit. */
  BENEFIT_GRANTED(1, Stage.POLICY, ADMIT),
  /** Genuine and in force, but no rule grants anything here and now. */
  NO_BENEFIT_HERE(2, Stage.POLICY, CHARGE),

  /** The picture shows no QR code that can be read. */
  NO_CODE_FOUND(101, Stage.SCAN, RETRY),
  /** The picture shows several certificate codes. */
  SEVERAL_CODES(102, Stage.SCAN, RETRY),

  /** The text is none of ours: a web link, a payment code, another card. */
  NOT_OURS(201, Stage.ENVELOPE, RETRY),
  /** The text is longer than any of ours. */
  TEXT_TOO_LONG(202, Stage.ENVELOPE, RETRY),
  /** The text ends early. */
  TEXT_TRUNCATED(203, Stage.ENVELOPE, RETRY),
  /** A character outside Base45's alphabet. */
  BAD_CHARACTER(204, Stage.ENVELOPE, RETRY),
  /** Base45 or CBOR that is not well-formed, or not in the one form that is allowed. */
  BAD_ENCODING(205, Stage.ENVELOPE, RETRY),
  /** Well-formed, but not a COSE_Sign1. */
  WRONG_SHAPE(206, Stage.ENVELOPE, ASSIST),
  /** A header that lacks something or holds something else. */
  HEADER_NOT_ALLOWED(207, Stage.ENVELOPE, ASSIST),
  /** A signature algorithm that does not exist here. */
  ALGORITHM_UNKNOWN(208, Stage.ENVELOPE, ASSIST),
  /** An operator's own profile broke down on this text; a mistake in that profile. */
  PROFILE_FAILED(209, Stage.ENVELOPE, ASSIST),

  /** The number or the block of an identity document is damaged or not whole. */
  IDENTITY_UNREADABLE(251, Stage.ENVELOPE, RETRY),
  /** Nobody can have been born on the day that an identity document says. */
  IDENTITY_BIRTH_IMPOSSIBLE(252, Stage.ENVELOPE, CHARGE),

  /** There are no lists to go by. */
  NEVER_SYNCED(301, Stage.SUPPLY, ASSIST),
  /** The lists are older than the operator accepts. */
  LISTS_TOO_OLD(302, Stage.SUPPLY, ASSIST),
  /** The clock is behind a time that is known to have passed, or has jumped. */
  CLOCK_SUSPECT(303, Stage.SUPPLY, RETRY),

  /** No issuer in the trust list has this key id. */
  ISSUER_UNKNOWN(401, Stage.SIGNATURE, ASSIST),
  /** The code names another algorithm than the trust list does for this key. */
  ALGORITHM_MISMATCH(402, Stage.SIGNATURE, ASSIST),
  /** The issuer's key is revoked. */
  ISSUER_KEY_REVOKED(403, Stage.SIGNATURE, ASSIST),
  /** The signature does not fit. */
  SIGNATURE_INVALID(404, Stage.SIGNATURE, ASSIST),

  /** A required claim is missing. */
  CLAIM_MISSING(501, Stage.CLAIMS, ASSIST),
  /** A claim has the wrong type or a value out of bounds. */
  CLAIM_MALFORMED(502, Stage.CLAIMS, ASSIST),
  /** A private claim that this version does not know. */
  CLAIM_UNKNOWN(503, Stage.CLAIMS, ASSIST),
  /** A kind of certificate that this version does not know. */
  KIND_UNKNOWN(504, Stage.CLAIMS, ASSIST),
  /** The issuer's key may not sign this kind. */
  KIND_NOT_ALLOWED(505, Stage.CLAIMS, ASSIST),
  /** Issued outside the span in which the issuer's key may sign. */
  ISSUED_OUTSIDE_KEY_VALIDITY(506, Stage.CLAIMS, ASSIST),
  /** The credential belongs to a phone, and the phone's own signature is missing. */
  PRESENTATION_STRIPPED(507, Stage.CLAIMS, RETRY),
  /** A phone has signed, but the credential names no phone. */
  HOLDER_KEY_MISSING(508, Stage.CLAIMS, ASSIST),

  /** The phone's code names another algorithm than that of the phone's key. */
  HOLDER_ALGORITHM_MISMATCH(551, Stage.PRESENTATION, ASSIST),
  /** The phone's signature does not fit: another key, or another credential. */
  HOLDER_SIGNATURE_INVALID(552, Stage.PRESENTATION, ASSIST),
  /** The phone signed too long ago: a screenshot, or a code that was not refreshed. */
  PRESENTATION_STALE(553, Stage.PRESENTATION, RETRY),
  /** The phone signed in the future: its clock is ahead, or the device's is behind. */
  PRESENTATION_FROM_THE_FUTURE(554, Stage.PRESENTATION, RETRY),

  /** Its time has not come. */
  NOT_YET_VALID(601, Stage.VALIDITY, ASSIST),
  /** Its time is over. */
  EXPIRED(602, Stage.VALIDITY, RETRY),

  /** An identity document has passed its last day. */
  IDENTITY_EXPIRED(603, Stage.VALIDITY, ASSIST),

  /** Its entry in the status list says that it is not valid. */
  REVOKED(701, Stage.STATUS, ASSIST),
  /** Its entry in the status list says that it is suspended. */
  SUSPENDED(702, Stage.STATUS, ASSIST),
  /** The trust list names it as void at once. */
  KILLED(703, Stage.STATUS, ASSIST),
  /** It refers to a status list that is not here. */
  STATUS_LIST_UNKNOWN(704, Stage.STATUS, ASSIST),
  /** It refers to a place past the end of its status list. */
  STATUS_INDEX_OUT_OF_RANGE(705, Stage.STATUS, ASSIST),

  /** No policy is in force at this time. */
  NO_POLICY_IN_FORCE(801, Stage.POLICY, ASSIST),
  /** It depends on whether today is a holiday, and the policy's calendar does not reach so far. */
  CALENDAR_UNKNOWN(802, Stage.POLICY, ASSIST),
  /** The venue is not open at this time. */
  VENUE_CLOSED(803, Stage.POLICY, ASSIST),

  /** The credential was used here within the operator's interval. */
  USED_RECENTLY(851, Stage.USE, ASSIST),
  /** This very live code was used here; a phone makes a new one every 30 seconds. */
  PRESENTATION_REPLAYED(852, Stage.USE, RETRY),

  /** A file is not there or cannot be read. */
  DOCUMENT_MISSING(901, Stage.DOCUMENT, ASSIST),
  /** A document or list is larger than its limit. */
  DOCUMENT_TOO_LARGE(902, Stage.DOCUMENT, ASSIST),
  /** A document or list is not well-formed, or has an unknown or wrong field. */
  DOCUMENT_MALFORMED(903, Stage.DOCUMENT, ASSIST),
  /** A document or list is not signed by enough of the keys that may sign it. */
  DOCUMENT_SIGNATURE_INVALID(904, Stage.DOCUMENT, ASSIST),
  /** Two keys with one id. */
  DUPLICATE_KEY_ID(905, Stage.DOCUMENT, ASSIST),
  /** A key that is not a point on its curve, or of another kind than its algorithm's. */
  KEY_INVALID(906, Stage.DOCUMENT, ASSIST),
  /** A status list inflates past its size, or does not inflate. */
  LIST_NOT_INFLATABLE(907, Stage.DOCUMENT, ASSIST),
  /** A status list speaks for another URI than the one it was taken for. */
  LIST_URI_MISMATCH(908, Stage.DOCUMENT, ASSIST),
  /** A document or list is not the one that the manifest binds. */
  MANIFEST_MISMATCH(909, Stage.DOCUMENT, ASSIST),
  /** A document is older than one that was taken in before. */
  ROLLBACK(910, Stage.DOCUMENT, ASSIST),
  /** A root document does not follow the one before it. */
  ROOT_CHAIN_BROKEN(911, Stage.DOCUMENT, ASSIST),
  /** The newest that a source offers has expired: it may be held back. */
  DOCUMENT_EXPIRED(912, Stage.DOCUMENT, ASSIST),
  /** The place that documents come from cannot be asked. */
  SOURCE_UNREACHABLE(913, Stage.DOCUMENT, ASSIST),
  /** What was taken cannot be kept on disk. */
  STORE_FAILED(914, Stage.DOCUMENT, ASSIST),
  /** Another process keeps this store. */
  STORE_LOCKED(915, Stage.DOCUMENT, ASSIST),
  /** The pinned root is a sandbox's, and this is no sandbox. */
  SANDBOX_ROOT(916, Stage.DOCUMENT, ASSIST);

  private final int number;
  private final Stage stage;
  private final Outcome outcome;

  Reason(int number, Stage stage, Outcome outcome) {
    this.number = number;
    this.stage = stage;
    this.outcome = outcome;
  }

  /** Returns the permanent code, for example {@code YD-602}. */
  public String code() {
    return number < 10 ? "YD-00" + number : "YD-" + number;
  }

  /** Returns where on the way it arises. */
  public Stage stage() {
    return stage;
  }

  /** Returns what happens for this reason unless an operator chooses otherwise. */
  public Outcome outcome() {
    return outcome;
  }
}
