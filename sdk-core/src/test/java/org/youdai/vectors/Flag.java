package org.youdai.vectors;

import java.util.Locale;

/** What a case of the SM2 vectors is about, as its file's {@code notes} explain it. */
enum Flag {
  KNOWN_ANSWER("BASIC", "The example of GB/T 32918.5 on the recommended curve."),
  VALID_SIGNATURE("BASIC", "An ordinary signature."),
  MESSAGE_LENGTH(
      "EDGE_CASE",
      "Message lengths at which SM3's padding changes; 32 bytes of Z stand before the message."),
  MODIFIED_MESSAGE("MODIFIED_PARAMETER", "A good signature over another message."),
  MODIFIED_SIGNATURE("MODIFIED_PARAMETER", "One bit of a good signature is flipped."),
  INVALID_SIGNATURE(
      "AUTH_BYPASS",
      "r and s are special values: 0, 1, n-1, n, n+1, p or p+1. Where the range of r and s is not"
          + " checked, some of them verify for any message or key."),
  RANGE_CHECK(
      "CAN_OF_WORMS",
      "r or s is replaced by a number of the same residue modulo n outside 1..n-1 (GB/T 32918.2"
          + " §7.1, B1 and B2). Taking it makes signatures malleable."),
  INTEGER_OVERFLOW(
      "CAN_OF_WORMS",
      "r or s is replaced by a number that is the right one again when its highest bits are cut"
          + " off."),
  SIGNATURE_MALLEABILITY(
      "SIGNATURE_MALLEABILITY",
      "r or s is negated modulo n. ECDSA takes -s for s; SM2 must not, because t = r + s."),
  ZERO_SUM("MISSING_STEP", "r + s = n, so that t = 0 (GB/T 32918.2 §7.1, B5)."),
  POINT_AT_INFINITY(
      "AUTH_BYPASS",
      "sG + tQ is the point at infinity and r = e: verifies where the x of that point is taken for"
          + " 0."),
  WRONG_USER_ID(
      "MODIFIED_PARAMETER",
      "Signed with another user id than 1234567812345678, or with its length written otherwise."),
  EMPTY_USER_ID(
      "KNOWN_BUG",
      "Signed with the empty user id, which OpenSSL before 4.0 uses unless it is told a distid."),
  WRONG_Z("MODIFIED_PARAMETER", "Z was computed from other values than GB/T 32918.2 §5.5 says."),
  MISSING_Z("MISSING_STEP", "The hash covers the message without Z, or is taken twice."),
  WRONG_HASH("WRONG_PRIMITIVE", "SHA-256 stands in the place of SM3."),
  WRONG_ALGORITHM("WRONG_PRIMITIVE", "An ECDSA signature by the same key on the same curve."),
  WRONG_CURVE("WRONG_PRIMITIVE", "Signed on P-256 with the same private number."),
  WRONG_KEY("MODIFIED_PARAMETER", "Signed with another private key."),
  EDGE_CASE_NONCE(
      "EDGE_CASE", "sG + tQ is a small or otherwise special multiple of the generator."),
  ARITHMETIC_ERROR(
      "EDGE_CASE", "Sums at the edges of reduction: e + x and r + s below or above n, e above n."),
  LEADING_ZERO("EDGE_CASE", "r or s begins with zero bytes, which encoders forget or cut off."),
  EDGE_CASE_PUBLIC_KEY(
      "EDGE_CASE", "The private key is a special number, or a coordinate begins with zero bytes."),
  POINT_OFF_CURVE(
      "AUTH_BYPASS",
      "The public key is not on the curve. Some of these signatures were made without any private"
          + " key, for a point of order 2 or 3 on a curve with another b, and verify where the"
          + " point is not checked and its multiple is computed apart."),
  KEY_AT_INFINITY(
      "AUTH_BYPASS",
      "The public key is the point at infinity, as one zero byte or as coordinates of 0. The"
          + " signature was made without any private key."),
  NON_CANONICAL_COORDINATE(
      "CAN_OF_WORMS",
      "A coordinate of the public key is given as a number of p or more (SEC 1 §2.3.6). The"
          + " signatures are good ones for the reduced key."),
  KEY_FORMAT(
      "CAN_OF_WORMS",
      "The public key is a good one in a form that a SubjectPublicKeyInfo must not hold: cut, with"
          + " bytes too many, or with another first byte. The signature is a good one for it."),
  HYBRID_POINT(
      "LEGACY",
      "The public key is a good one in the hybrid form 06 or 07‖X‖Y, which RFC 5480 §2.2 and GM/T"
          + " 0009 do not allow in a SubjectPublicKeyInfo. OpenSSL 3 and BouncyCastle take it, and"
          + " so verify these signatures; see README.md."),
  SIGNATURE_SIZE("CAN_OF_WORMS", "The signature has not exactly 64 bytes."),
  WRONG_ENCODING(
      "CAN_OF_WORMS",
      "r and s are encoded in another way than this file's: order, form or prefix."),
  MISSING_ZERO(
      "LEGACY",
      "The zero byte before an integer with its highest bit set is missing, so that it reads as"
          + " negative. Old encoders produce this."),
  BER_ENCODING(
      "BER_ENCODING",
      "BER that is not DER: other lengths, leading zeros, indefinite or constructed forms. Taking it"
          + " makes signatures malleable."),
  TRAILING_BYTES("SIGNATURE_MALLEABILITY", "Something follows the signature or stands within it."),
  INVALID_ENCODING("CAN_OF_WORMS", "Lengths that do not fit, or parts that are missing."),
  INVALID_TYPE("CAN_OF_WORMS", "Other ASN.1 types than a SEQUENCE of two INTEGERs."),
  NEGATIVE_INTEGER("AUTH_BYPASS", "r or s is a negative number.");

  private final String bugType;
  private final String description;

  Flag(String bugType, String description) {
    this.bugType = bugType;
    this.description = description;
  }

  String bugType() {
    return bugType;
  }

  String description() {
    return description;
  }

  /** Returns the name in the files, for example {@code RangeCheck}. */
  String label() {
    StringBuilder label = new StringBuilder();
    for (String word : name().split("_", -1)) {
      label.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return label.toString();
  }
}
