package org.youdai.vectors;

import static org.youdai.vectors.ReferenceSm2.N;
import static org.youdai.vectors.ReferenceSm2.P;
import static org.youdai.vectors.ReferenceSm2.concat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.vectors.ReferenceSm2.Scalars;

/**
 * Makes the SM2 signature vectors in {@code vectors/sm2}. Nothing in it is random: the same program
 * makes the same bytes.
 */
public final class Sm2Vectors {
  /** How signatures are encoded in a file. */
  enum Form {
    /** r‖s, 32 bytes each, more if a number is longer. */
    P1363("Sm2P1363Verify", "sm2_sm3_p1363_test.json", "IEEE P1363 encoded (r‖s, 64 bytes)"),
    /** SEQUENCE of two INTEGERs. */
    DER("Sm2Verify", "sm2_sm3_der_test.json", "DER encoded (GM/T 0009 §7.3)");

    private final String type;
    private final String file;
    private final String words;

    Form(String type, String file, String words) {
      this.type = type;
      this.file = file;
      this.words = words;
    }

    String file() {
      return file;
    }

    byte[] encode(Scalars scalars) {
      if (this == DER) {
        return Tlv.signature(scalars.r(), scalars.s());
      }
      int longest = Math.max(scalars.r().bitLength(), scalars.s().bitLength());
      int width = Math.max(32, (longest + 7) / 8);
      return concat(
          BigIntegers.asUnsignedByteArray(width, scalars.r()),
          BigIntegers.asUnsignedByteArray(width, scalars.s()));
    }
  }

  /** One signature and the verdict on it. */
  record Case(String comment, List<Flag> flags, String msg, String sig, boolean valid) {}

  /** The cases of one public key, whose bytes may be no point at all. */
  record Group(String point, BigInteger x, BigInteger y, List<Case> cases) {}

  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private static final ECDomainParameters P256 = SignatureVerifier.P256_CURVE;

  /** The private key of GB/T 32918.5, and the nonce and message of its example. */
  private static final BigInteger D =
      new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16);

  private static final BigInteger K =
      new BigInteger("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21", 16);
  private static final byte[] MESSAGE = ascii("message digest");

  private static final ECPoint Q = ReferenceSm2.publicKey(D);
  private static final byte[] Z = ReferenceSm2.z(Q);
  private static final BigInteger E = ReferenceSm2.e(Z, MESSAGE);
  private static final Scalars KNOWN = ReferenceSm2.sign(D, E, K);

  /** Nonces below, found by counting up from 2: what each gives is checked in {@link #require}. */
  private static final int K_R_ONE_ZERO_BYTE = 240;

  private static final int K_S_ONE_ZERO_BYTE = 1_717;
  private static final int K_S_TWO_ZERO_BYTES = 4_554;
  private static final int K_BOTH_ONE_ZERO_BYTE = 18_009;
  private static final int K_T_TWO_ZERO_BYTES = 28_358;
  private static final int K_R_TWO_ZERO_BYTES = 67_393;
  private static final int K_R_FOUR_ZERO_BYTES = 1_668_199_360;

  /** This private key has an X, and n minus the next a Y, of four zero bytes and 28 others. */
  private static final long D_OF_SHORT_X = 2_940_475_417L;

  private static final long D_OF_SHORT_Y = 56_342_830;

  /** Found by counting up from 0: the first message of 8 bytes whose e is n or more. */
  private static final long MESSAGE_OF_LARGE_E = 0x62e4_4cd4L;

  private final Form form;
  private final List<Group> groups = new ArrayList<>();
  private List<Case> cases = new ArrayList<>();

  private Sm2Vectors(Form form) {
    this.form = form;
  }

  /** Writes both files into the folder that is the one argument. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("one argument is expected: the folder to write into");
    }
    for (Form form : Form.values()) {
      Files.writeString(Path.of(args[0], form.file()), json(form), StandardCharsets.UTF_8);
    }
  }

  /** Returns all cases in one encoding. */
  static List<Group> groups(Form form) {
    Sm2Vectors vectors = new Sm2Vectors(form);
    vectors.addKeyOfTheStandard();
    vectors.addEdgeCaseKeys();
    vectors.addKeysOffTheCurve();
    vectors.addKeysAtInfinity();
    vectors.addKeysWithLargeCoordinates();
    vectors.addKeysInOtherForms();
    return vectors.groups;
  }

  // --- the key of the standard

  private void addKeyOfTheStandard() {
    addMessages();
    addModifiedMessages();
    addSpecialValues();
    addModifiedScalars();
    addFlippedBits();
    addWrongUserIds();
    addWrongZ();
    addWrongHashes();
    addWrongAlgorithms();
    addNonces();
    addReductions();
    addLeadingZeros();
    if (form == Form.P1363) {
      addSizes();
    } else {
      addLengthsOfDer();
      addIntegersOfDer();
      addPartsOfDer();
      addTypesOfDer();
      addOtherEncodings();
    }
    endGroup(Q);
  }

  private void addMessages() {
    valid("example of GB/T 32918.5", MESSAGE, KNOWN, Flag.KNOWN_ANSWER);
    int[] lengths = {
      0, 1, 2, 22, 23, 24, 31, 32, 33, 54, 55, 56, 63, 64, 65, 86, 87, 88, 95, 96, 97, 119, 120,
      127, 128, 1000
    };
    for (int length : lengths) {
      byte[] message = message(length);
      valid(length + " bytes", message, sign(message), Flag.MESSAGE_LENGTH);
    }
    byte[] zeros = new byte[64];
    valid("64 zero bytes", zeros, sign(zeros), Flag.VALID_SIGNATURE);
    byte[] ones = new byte[64];
    Arrays.fill(ones, (byte) 0xff);
    valid("64 bytes of ff", ones, sign(ones), Flag.VALID_SIGNATURE);
    byte[] chinese = "山东省敬老优待证".getBytes(StandardCharsets.UTF_8);
    valid("Chinese text in UTF-8", chinese, sign(chinese), Flag.VALID_SIGNATURE);
  }

  private void addModifiedMessages() {
    byte[] message = message(32);
    Scalars good = sign(message);
    for (int bit : new int[] {0, 1, 7, 8, 63, 64, 127, 128, 191, 254, 255}) {
      byte[] flipped = message.clone();
      flipped[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
      invalid("bit " + bit + " of msg flipped", flipped, good, Flag.MODIFIED_MESSAGE);
    }
    byte[] zero = new byte[1];
    invalid("msg with a zero byte behind", concat(message, zero), good, Flag.MODIFIED_MESSAGE);
    invalid("msg with a zero byte before", concat(zero, message), good, Flag.MODIFIED_MESSAGE);
    byte[] cut = Arrays.copyOf(message, 31);
    invalid("msg without its last byte", cut, good, Flag.MODIFIED_MESSAGE);
    invalid("empty msg for a full one", new byte[0], good, Flag.MODIFIED_MESSAGE);
    invalid("full msg for an empty one", message, sign(new byte[0]), Flag.MODIFIED_MESSAGE);
    byte[] hash = ReferenceSm2.bytes(ReferenceSm2.e(Z, message));
    invalid("hash of msg in its place", hash, good, Flag.MODIFIED_MESSAGE);
  }

  private void addSpecialValues() {
    List<BigInteger> values =
        List.of(BigInteger.ZERO, ONE, N.subtract(ONE), N, N.add(ONE), P, P.add(ONE));
    List<String> names = List.of("0", "1", "n - 1", "n", "n + 1", "p", "p + 1");
    for (int r = 0; r < values.size(); r++) {
      for (int s = 0; s < values.size(); s++) {
        Scalars special = new Scalars(values.get(r), values.get(s));
        String comment = "r = " + names.get(r) + ", s = " + names.get(s);
        invalid(comment, MESSAGE, special, Flag.INVALID_SIGNATURE);
      }
    }
    List<BigInteger> singles =
        List.of(
            BigInteger.ZERO,
            ONE,
            N.subtract(ONE),
            N,
            N.add(ONE),
            P,
            TWO.pow(255),
            TWO.pow(256).subtract(ONE));
    List<String> singleNames = List.of("0", "1", "n - 1", "n", "n + 1", "p", "2^255", "2^256 - 1");
    for (int i = 0; i < singles.size(); i++) {
      BigInteger value = singles.get(i);
      String name = singleNames.get(i);
      invalid("r = " + name, MESSAGE, KNOWN.withR(value), Flag.INVALID_SIGNATURE);
      invalid("s = " + name, MESSAGE, KNOWN.withS(value), Flag.INVALID_SIGNATURE);
    }
    invalid("r and s swapped", MESSAGE, new Scalars(KNOWN.s(), KNOWN.r()), Flag.WRONG_ENCODING);
    Scalars zeroSum = KNOWN.withS(N.subtract(KNOWN.r()));
    invalid("r + s = n, good r", MESSAGE, zeroSum, Flag.ZERO_SUM);
    zeroSum = KNOWN.withR(N.subtract(KNOWN.s()));
    invalid("r + s = n, good s", MESSAGE, zeroSum, Flag.ZERO_SUM);
    BigInteger t = KNOWN.r().add(KNOWN.s()).mod(N);
    invalid("t = r + s in the place of s", MESSAGE, KNOWN.withS(t), Flag.WRONG_ENCODING);
  }

  private void addModifiedScalars() {
    BigInteger r = KNOWN.r();
    BigInteger s = KNOWN.s();
    for (int shift : new int[] {0, 1, 8, 64}) {
      BigInteger more = N.shiftLeft(shift);
      String name = shift == 0 ? "n" : "2^" + shift + " n";
      invalid("r + " + name, MESSAGE, KNOWN.withR(r.add(more)), Flag.RANGE_CHECK);
      invalid("s + " + name, MESSAGE, KNOWN.withS(s.add(more)), Flag.RANGE_CHECK);
    }
    Scalars both = new Scalars(r.add(N), s.add(N));
    invalid("r + n and s + n", MESSAGE, both, Flag.RANGE_CHECK);
    for (int bits : new int[] {256, 264, 320, 512}) {
      BigInteger more = ONE.shiftLeft(bits);
      invalid("r + 2^" + bits, MESSAGE, KNOWN.withR(r.add(more)), Flag.INTEGER_OVERFLOW);
      invalid("s + 2^" + bits, MESSAGE, KNOWN.withS(s.add(more)), Flag.INTEGER_OVERFLOW);
    }
    Scalars minusR = KNOWN.withR(N.subtract(r));
    Scalars minusS = KNOWN.withS(N.subtract(s));
    Scalars minusBoth = new Scalars(N.subtract(r), N.subtract(s));
    invalid("n - r", MESSAGE, minusR, Flag.SIGNATURE_MALLEABILITY);
    invalid("n - s", MESSAGE, minusS, Flag.SIGNATURE_MALLEABILITY);
    invalid("n - r and n - s", MESSAGE, minusBoth, Flag.SIGNATURE_MALLEABILITY);
    BigInteger inverseOfS = s.modInverse(N);
    invalid("1/s", MESSAGE, KNOWN.withS(inverseOfS), Flag.SIGNATURE_MALLEABILITY);
    BigInteger complement = TWO.pow(256).subtract(s);
    invalid("2^256 - s", MESSAGE, KNOWN.withS(complement), Flag.SIGNATURE_MALLEABILITY);
  }

  private void addFlippedBits() {
    int[] bits = {
      0, 1, 2, 7, 8, 15, 31, 32, 63, 64, 95, 96, 127, 128, 159, 160, 191, 192, 223, 224, 247, 248,
      254, 255
    };
    for (int bit : bits) {
      Scalars flipped = KNOWN.withR(KNOWN.r().flipBit(bit));
      invalid("bit 2^" + bit + " of r flipped", MESSAGE, flipped, Flag.MODIFIED_SIGNATURE);
      flipped = KNOWN.withS(KNOWN.s().flipBit(bit));
      invalid("bit 2^" + bit + " of s flipped", MESSAGE, flipped, Flag.MODIFIED_SIGNATURE);
    }
  }

  private void addWrongUserIds() {
    byte[] id = ascii(ReferenceSm2.DEFAULT_ID);
    byte[] empty = new byte[0];
    signedWithZ("user id empty", z(ReferenceSm2.entl(0), empty), Flag.EMPTY_USER_ID);
    for (String other :
        List.of("ALICE123@YAHOO.COM", "12345678", "123456781234567", "1234567812345678\0", "0")) {
      byte[] bytes = ascii(other);
      String name = other.replace("\0", " and a zero byte");
      byte[] z = z(ReferenceSm2.entl(8 * bytes.length), bytes);
      signedWithZ("user id " + name, z, Flag.WRONG_USER_ID);
    }
    byte[] decoded = HEX.parseHex(ReferenceSm2.DEFAULT_ID);
    byte[] z = z(ReferenceSm2.entl(8 * decoded.length), decoded);
    signedWithZ("user id taken for hexadecimal", z, Flag.WRONG_USER_ID);
    z = z(ReferenceSm2.entl(id.length), id);
    signedWithZ("length of the user id in bytes", z, Flag.WRONG_USER_ID);
    z = z(ReferenceSm2.entl(0x8000), id);
    signedWithZ("length of the user id in little endian", z, Flag.WRONG_USER_ID);
    signedWithZ("length of the user id missing", z(empty, id), Flag.WRONG_USER_ID);
    z = z(new byte[] {(byte) 0x80}, id);
    signedWithZ("length of the user id in one byte", z, Flag.WRONG_USER_ID);
    z = z(ReferenceSm2.entl(0), id);
    signedWithZ("length of the user id 0", z, Flag.WRONG_USER_ID);
  }

  private static byte[] z(byte[] entl, byte[] id) {
    return ReferenceSm2.z(new SM3Digest(), entl, id, ReferenceSm2.x(Q), ReferenceSm2.y(Q));
  }

  private void addWrongZ() {
    byte[] id = concat(ReferenceSm2.entl(128), ascii(ReferenceSm2.DEFAULT_ID));
    byte[] curve = ReferenceSm2.coefficients(ReferenceSm2.CURVE);
    byte[] otherCurve = ReferenceSm2.coefficients(P256);
    byte[] point = Q.getEncoded(false);
    byte[] xy = Arrays.copyOfRange(point, 1, 65);
    byte[] yx = concat(Arrays.copyOfRange(point, 33, 65), Arrays.copyOfRange(point, 1, 33));
    byte[] compressed = Q.getEncoded(true);
    signedWithZ("Z of 04‖X‖Y", ReferenceSm2.sm3(id, curve, point), Flag.WRONG_Z);
    signedWithZ("Z of the compressed point", ReferenceSm2.sm3(id, curve, compressed), Flag.WRONG_Z);
    signedWithZ("Z of Y‖X", ReferenceSm2.sm3(id, curve, yx), Flag.WRONG_Z);
    signedWithZ("Z of P-256's parameters", ReferenceSm2.sm3(id, otherCurve, xy), Flag.WRONG_Z);
    signedWithZ("Z without the curve", ReferenceSm2.sm3(id, xy), Flag.WRONG_Z);
    signedWithZ("Z without the key", ReferenceSm2.sm3(id, curve), Flag.WRONG_Z);
    byte[] noGenerator = ReferenceSm2.sm3(id, Arrays.copyOf(curve, 64), xy);
    signedWithZ("Z without the generator", noGenerator, Flag.WRONG_Z);
    signedWithZ("Z of zero bytes", new byte[32], Flag.WRONG_Z);
    signedWithZ("Z of another key", ReferenceSm2.z(ReferenceSm2.CURVE.getG()), Flag.WRONG_Z);
  }

  private void signedWithZ(String comment, byte[] z, Flag flag) {
    invalid(comment, MESSAGE, signE(ReferenceSm2.e(z, MESSAGE), comment), flag);
  }

  private void addWrongHashes() {
    byte[] message = message(32);
    signed("e without Z", MESSAGE, ReferenceSm2.sm3(MESSAGE), Flag.MISSING_Z);
    byte[] twice = ReferenceSm2.sm3(Z, ReferenceSm2.sm3(MESSAGE));
    signed("msg hashed before Z is put before it", MESSAGE, twice, Flag.MISSING_Z);
    byte[] ofE = ReferenceSm2.sm3(ReferenceSm2.bytes(E));
    signed("e hashed again", MESSAGE, ofE, Flag.MISSING_Z);
    signed("Z behind msg", MESSAGE, ReferenceSm2.sm3(MESSAGE, Z), Flag.MISSING_Z);
    signed("msg taken for e", message, message, Flag.MISSING_Z);
    signed("e = 0, so that r does not depend on msg", MESSAGE, new byte[32], Flag.MISSING_Z);
    signed("e = Z", MESSAGE, Z, Flag.MISSING_Z);
    byte[] reversed = ReferenceSm2.bytes(E);
    for (int i = 0; i < 16; i++) {
      byte swapped = reversed[i];
      reversed[i] = reversed[31 - i];
      reversed[31 - i] = swapped;
    }
    signed("e in little endian", MESSAGE, reversed, Flag.WRONG_HASH);

    byte[] sha = ReferenceSm2.sha256(Z, MESSAGE);
    signed("SHA-256 for e, SM3 for Z", MESSAGE, sha, Flag.WRONG_HASH);
    byte[] shaZ = zWith(new SHA256Digest());
    sha = ReferenceSm2.sm3(shaZ, MESSAGE);
    signed("SM3 for e, SHA-256 for Z", MESSAGE, sha, Flag.WRONG_HASH);
    sha = ReferenceSm2.sha256(shaZ, MESSAGE);
    signed("SHA-256 for e and Z", MESSAGE, sha, Flag.WRONG_HASH);
    signed("SHA-256 without Z", MESSAGE, ReferenceSm2.sha256(MESSAGE), Flag.WRONG_HASH);
  }

  private static byte[] zWith(Digest digest) {
    byte[] id = ascii(ReferenceSm2.DEFAULT_ID);
    return ReferenceSm2.z(digest, ReferenceSm2.entl(128), id, ReferenceSm2.x(Q), ReferenceSm2.y(Q));
  }

  private void signed(String comment, byte[] message, byte[] e, Flag flag) {
    invalid(comment, message, signE(new BigInteger(1, e), comment), flag);
  }

  private void addWrongAlgorithms() {
    BigInteger k = ReferenceSm2.number("wrong algorithm");
    BigInteger sm3 = new BigInteger(1, ReferenceSm2.sm3(MESSAGE));
    BigInteger sha = new BigInteger(1, ReferenceSm2.sha256(MESSAGE));
    ecdsa("ECDSA over SM3(Z‖msg)", ReferenceSm2.CURVE, E, Flag.WRONG_ALGORITHM);
    ecdsa("ECDSA over SM3(msg)", ReferenceSm2.CURVE, sm3, Flag.WRONG_ALGORITHM);
    ecdsa("ECDSA over SHA-256(msg)", ReferenceSm2.CURVE, sha, Flag.WRONG_ALGORITHM);
    ecdsa("ECDSA over SHA-256(msg), on P-256", P256, sha, Flag.WRONG_CURVE);
    Scalars other = ReferenceSm2.sign(P256, D, E, k);
    invalid("SM2 on P-256 with this curve's Z", MESSAGE, other, Flag.WRONG_CURVE);
    ECPoint q = P256.getG().multiply(D);
    byte[] z =
        ReferenceSm2.sm3(
            ReferenceSm2.entl(128),
            ascii(ReferenceSm2.DEFAULT_ID),
            ReferenceSm2.coefficients(P256),
            Arrays.copyOfRange(q.getEncoded(false), 1, 65));
    other = ReferenceSm2.sign(P256, D, ReferenceSm2.e(z, MESSAGE), k);
    invalid("SM2 on P-256 with P-256's Z", MESSAGE, other, Flag.WRONG_CURVE);

    BigInteger d = ReferenceSm2.number("another key");
    BigInteger e = ReferenceSm2.e(ReferenceSm2.z(ReferenceSm2.publicKey(d)), MESSAGE);
    invalid("another key", MESSAGE, ReferenceSm2.sign(d, e, k), Flag.WRONG_KEY);
    other = ReferenceSm2.sign(d, E, k);
    invalid("another key with this key's Z", MESSAGE, other, Flag.WRONG_KEY);
    other = ReferenceSm2.sign(N.subtract(D), E, k);
    invalid("the key n - d with this key's Z", MESSAGE, other, Flag.WRONG_KEY);
    BigInteger s = k.subtract(KNOWN.r().multiply(D)).mod(N);
    invalid("s not divided by 1 + d", MESSAGE, KNOWN.withS(s), Flag.WRONG_ALGORITHM);
  }

  private void ecdsa(String comment, ECDomainParameters curve, BigInteger e, Flag flag) {
    BigInteger k = ReferenceSm2.number(comment);
    invalid(comment, MESSAGE, ReferenceSm2.signEcdsa(curve, D, e, k), flag);
  }

  private void addNonces() {
    List<BigInteger> nonces =
        List.of(
            ONE,
            TWO,
            THREE,
            TWO.pow(32),
            TWO.pow(128),
            TWO.pow(255),
            N.shiftRight(1),
            N.shiftRight(1).add(ONE),
            N.subtract(THREE),
            N.subtract(TWO),
            N.subtract(ONE));
    List<String> names =
        List.of(
            "1",
            "2",
            "3",
            "2^32",
            "2^128",
            "2^255",
            "(n - 1)/2",
            "(n + 1)/2",
            "n - 3",
            "n - 2",
            "n - 1");
    for (int i = 0; i < nonces.size(); i++) {
      Scalars good = ReferenceSm2.sign(D, E, nonces.get(i));
      valid("k = " + names.get(i), MESSAGE, good, Flag.EDGE_CASE_NONCE);
    }
    Scalars infinity = ReferenceSm2.finish(ReferenceSm2.CURVE, D, E.mod(N), BigInteger.ZERO);
    invalid("k = 0, r = e", MESSAGE, infinity, Flag.POINT_AT_INFINITY);
    byte[] message = message(20);
    BigInteger e = ReferenceSm2.e(Z, message).mod(N);
    infinity = ReferenceSm2.finish(ReferenceSm2.CURVE, D, e, BigInteger.ZERO);
    invalid("k = 0, r = e, another msg", message, infinity, Flag.POINT_AT_INFINITY);
  }

  private void addReductions() {
    for (boolean xWraps : new boolean[] {false, true}) {
      for (boolean tWraps : new boolean[] {false, true}) {
        addReduction(xWraps, tWraps);
      }
    }
    Scalars smallT = ReferenceSm2.sign(D, E, BigInteger.valueOf(K_T_TWO_ZERO_BYTES));
    require(smallT.r().add(smallT.s()).mod(N).bitLength() <= 240);
    valid("t begins with two zero bytes", MESSAGE, smallT, Flag.ARITHMETIC_ERROR);
    byte[] message = concat(new byte[4], ReferenceSm2.uint32(MESSAGE_OF_LARGE_E));
    BigInteger e = ReferenceSm2.e(Z, message);
    require(e.compareTo(N) >= 0);
    valid("e above n", message, signE(e, "e above n"), Flag.ARITHMETIC_ERROR);
    Scalars one = ReferenceSm2.sign(D, e, ONE);
    valid("e above n, k = 1", message, one, Flag.ARITHMETIC_ERROR);
    Scalars infinity = ReferenceSm2.finish(ReferenceSm2.CURVE, D, e.mod(N), BigInteger.ZERO);
    invalid("e above n, k = 0, r = e - n", message, infinity, Flag.POINT_AT_INFINITY);
    invalid("e above n, k = 0, r = e", message, infinity.withR(e), Flag.POINT_AT_INFINITY);
  }

  private void addReduction(boolean xWraps, boolean tWraps) {
    for (int i = 0; ; i++) {
      byte[] message = ascii("reduction " + i);
      BigInteger e = ReferenceSm2.e(Z, message);
      BigInteger k = ReferenceSm2.number("reduction " + i);
      Scalars good = ReferenceSm2.sign(D, e, k);
      boolean x = e.compareTo(good.r()) > 0; // then r = e + x - n
      boolean t = good.r().add(good.s()).compareTo(N) > 0;
      if (x == xWraps && t == tWraps) {
        String comment =
            "e + x " + (x ? "above" : "below") + " n, r + s " + (t ? "above" : "below") + " n";
        valid(comment, message, good, Flag.ARITHMETIC_ERROR);
        return;
      }
    }
  }

  private void addLeadingZeros() {
    Scalars shortR = leadingZeros(K_R_ONE_ZERO_BYTE, 248, 256);
    Scalars shortS = leadingZeros(K_S_ONE_ZERO_BYTE, 256, 248);
    Scalars shortBoth = leadingZeros(K_BOTH_ONE_ZERO_BYTE, 248, 248);
    valid("r begins with a zero byte", MESSAGE, shortR, Flag.LEADING_ZERO);
    valid("s begins with a zero byte", MESSAGE, shortS, Flag.LEADING_ZERO);
    valid("r and s begin with a zero byte", MESSAGE, shortBoth, Flag.LEADING_ZERO);
    Scalars shorterR = leadingZeros(K_R_TWO_ZERO_BYTES, 240, 256);
    Scalars shorterS = leadingZeros(K_S_TWO_ZERO_BYTES, 256, 240);
    valid("r begins with two zero bytes", MESSAGE, shorterR, Flag.LEADING_ZERO);
    valid("s begins with two zero bytes", MESSAGE, shorterS, Flag.LEADING_ZERO);
    Scalars shortestR = leadingZeros(K_R_FOUR_ZERO_BYTES, 224, 256);
    valid("r begins with four zero bytes", MESSAGE, shortestR, Flag.LEADING_ZERO);
    Scalars more = shortestR.withR(shortestR.r().add(N));
    require(more.r().bitLength() <= 256);
    invalid("r + n, in 32 bytes", MESSAGE, more, Flag.RANGE_CHECK);
    for (boolean highR : new boolean[] {false, true}) {
      for (boolean highS : new boolean[] {false, true}) {
        String comment = "highest bit of r " + bit(highR) + ", of s " + bit(highS);
        valid(comment, MESSAGE, withHighestBits(highR, highS), Flag.LEADING_ZERO);
      }
    }
    if (form == Form.P1363) {
      raw("zero byte of r cut off", MESSAGE, concat(cut(shortR.r(), 31), full(shortR.s())));
      raw("zero byte of s cut off", MESSAGE, concat(full(shortS.r()), cut(shortS.s(), 31)));
      byte[] cut = concat(cut(shortBoth.r(), 31), cut(shortBoth.s(), 31));
      raw("zero bytes of r and s cut off", MESSAGE, cut);
      byte[] moved = concat(cut(shortR.r(), 31), full(shortR.s()), new byte[1]);
      raw("zero byte of r moved to the end", MESSAGE, moved, Flag.WRONG_ENCODING);
      moved = concat(cut(shortR.r(), 31), new byte[1], full(shortR.s()));
      raw("zero byte of r moved behind r", MESSAGE, moved, Flag.WRONG_ENCODING);
    }
  }

  private static String bit(boolean high) {
    return high ? "1" : "0";
  }

  private static Scalars leadingZeros(int k, int bitsOfR, int bitsOfS) {
    Scalars good = ReferenceSm2.sign(D, E, BigInteger.valueOf(k));
    require(good.r().bitLength() <= bitsOfR && good.s().bitLength() <= bitsOfS);
    return good;
  }

  private static Scalars withHighestBits(boolean highR, boolean highS) {
    for (int i = 0; ; i++) {
      Scalars good = signE(E, "highest bit " + i);
      if (good.r().testBit(255) == highR && good.s().testBit(255) == highS) {
        return good;
      }
    }
  }

  // --- lengths of r‖s

  private void addSizes() {
    byte[] good = form.encode(KNOWN);
    byte[] zero = new byte[1];
    sized("empty", new byte[0]);
    sized("one zero byte", zero);
    sized("r alone", Arrays.copyOf(good, 32));
    sized("s alone", Arrays.copyOfRange(good, 32, 64));
    sized("last byte missing", Arrays.copyOf(good, 63));
    sized("first byte missing", Arrays.copyOfRange(good, 1, 64));
    sized("zero byte behind", concat(good, zero));
    sized("zero byte before", concat(zero, good));
    sized("a byte behind", concat(good, new byte[] {1}));
    sized("r and s of 33 bytes", concat(zero, full(KNOWN.r()), zero, full(KNOWN.s())));
    sized(
        "r and s of 48 bytes",
        concat(new byte[16], full(KNOWN.r()), new byte[16], full(KNOWN.s())));
    sized("signature twice", concat(good, good));
    sized("64 zero bytes behind", concat(good, new byte[64]));
    sized("tag 15 before r‖s, as transit codes have it", concat(new byte[] {0x15}, good));
    raw("DER in the place of r‖s", MESSAGE, Form.DER.encode(KNOWN), Flag.WRONG_ENCODING);
    byte[] hex = ascii(HEX.formatHex(good));
    raw("r‖s in hexadecimal", MESSAGE, hex, Flag.WRONG_ENCODING);
    byte[] base64 = Base64.getEncoder().encode(good);
    raw("r‖s in base64", MESSAGE, base64, Flag.WRONG_ENCODING);
    raw("r and s in little endian", MESSAGE, littleEndian(good), Flag.WRONG_ENCODING);
  }

  private void sized(String comment, byte[] signature) {
    raw(comment, MESSAGE, signature, Flag.SIGNATURE_SIZE);
  }

  private static byte[] littleEndian(byte[] signature) {
    byte[] reversed = new byte[64];
    for (int i = 0; i < 32; i++) {
      reversed[i] = signature[31 - i];
      reversed[32 + i] = signature[63 - i];
    }
    return reversed;
  }

  // --- encodings of DER

  private void addLengthsOfDer() {
    byte[] r = Tlv.integer(KNOWN.r());
    byte[] s = Tlv.integer(KNOWN.s());
    byte[] body = concat(r, s);
    for (int bytes : new int[] {1, 2, 3, 4, 8}) {
      String name = "length of the sequence in " + (1 + bytes) + " bytes";
      ber(name, concat(new byte[] {0x30}, Tlv.longLength(body.length, bytes), body));
    }
    byte[] longR = Tlv.withLength(2, Tlv.longLength(33, 1), content(r));
    byte[] longS = Tlv.withLength(2, Tlv.longLength(33, 1), content(s));
    ber("length of r in 2 bytes", Tlv.of(0x30, longR, s));
    ber("length of s in 2 bytes", Tlv.of(0x30, r, longS));
    longR = Tlv.withLength(2, Tlv.longLength(33, 2), content(r));
    ber("length of r in 3 bytes", Tlv.of(0x30, longR, s));
    byte[] end = new byte[2];
    byte[] indefinite = new byte[] {(byte) 0x80};
    ber("indefinite length", concat(Tlv.withLength(0x30, indefinite, body), end));
    byte[] open = Tlv.withLength(0x30, indefinite, body);
    raw("indefinite length without an end", MESSAGE, open, Flag.INVALID_ENCODING);
    byte[] constructed = concat(Tlv.withLength(0x22, indefinite, r), end);
    ber("r in constructed form", Tlv.of(0x30, constructed, s));
    ber("tag of the sequence in two bytes", concat(new byte[] {0x3f, 0x10}, tail(body)));

    for (int off : new int[] {-1, 1}) {
      String name = off < 0 ? "too small" : "too large";
      byte[] wrong = Tlv.withLength(0x30, new byte[] {(byte) (body.length + off)}, body);
      raw("length of the sequence " + name, MESSAGE, wrong, Flag.INVALID_ENCODING);
      byte[] wrongR = Tlv.withLength(2, new byte[] {(byte) (33 + off)}, content(r));
      raw("length of r " + name, MESSAGE, Tlv.of(0x30, wrongR, s), Flag.INVALID_ENCODING);
      byte[] wrongS = Tlv.withLength(2, new byte[] {(byte) (33 + off)}, content(s));
      raw("length of s " + name, MESSAGE, Tlv.of(0x30, r, wrongS), Flag.INVALID_ENCODING);
    }
    byte[] overflow = HEX.parseHex("850100000000");
    overflow[5] = (byte) body.length;
    byte[] wrong = Tlv.withLength(0x30, overflow, body);
    raw("length of the sequence + 2^32", MESSAGE, wrong, Flag.INVALID_ENCODING);
    overflow = HEX.parseHex("89010000000000000000");
    overflow[9] = (byte) body.length;
    wrong = Tlv.withLength(0x30, overflow, body);
    raw("length of the sequence + 2^64", MESSAGE, wrong, Flag.INVALID_ENCODING);
    for (String huge : List.of("847fffffff", "84ffffffff", "88ffffffffffffffff", "ff")) {
      wrong = Tlv.withLength(0x30, HEX.parseHex(huge), body);
      raw("length of the sequence " + huge, MESSAGE, wrong, Flag.INVALID_ENCODING);
      byte[] wrongR = Tlv.withLength(2, HEX.parseHex(huge), content(r));
      raw("length of r " + huge, MESSAGE, Tlv.of(0x30, wrongR, s), Flag.INVALID_ENCODING);
    }
  }

  private static byte[] tail(byte[] body) {
    return concat(new byte[] {(byte) body.length}, body);
  }

  private static byte[] content(byte[] tlv) {
    return Arrays.copyOfRange(tlv, 2, tlv.length);
  }

  private void ber(String comment, byte[] signature) {
    raw(comment, MESSAGE, signature, Flag.BER_ENCODING);
  }

  private void addIntegersOfDer() {
    byte[] r = Tlv.integer(KNOWN.r());
    byte[] s = Tlv.integer(KNOWN.s());
    byte[] bareR = Tlv.of(2, full(KNOWN.r()));
    byte[] bareS = Tlv.of(2, full(KNOWN.s()));
    require((content(bareR)[0] & 0x80) != 0 && (content(bareS)[0] & 0x80) != 0);
    raw("r without its zero byte", MESSAGE, Tlv.of(0x30, bareR, s), Flag.MISSING_ZERO);
    raw("s without its zero byte", MESSAGE, Tlv.of(0x30, r, bareS), Flag.MISSING_ZERO);
    byte[] bare = Tlv.of(0x30, bareR, bareS);
    raw("r and s without their zero bytes", MESSAGE, bare, Flag.MISSING_ZERO);
    byte[] zero = new byte[1];
    byte[] paddedR = Tlv.of(2, zero, content(r));
    byte[] paddedS = Tlv.of(2, zero, content(s));
    ber("r with a zero byte too many", Tlv.of(0x30, paddedR, s));
    ber("s with a zero byte too many", Tlv.of(0x30, r, paddedS));
    byte[] wideR = Tlv.of(2, new byte[8], content(r));
    ber("r with 8 zero bytes too many", Tlv.of(0x30, wideR, s));
    Scalars low = withHighestBits(false, false);
    byte[] lowR = Tlv.of(2, zero, full(low.r()));
    byte[] lowS = Tlv.of(2, zero, full(low.s()));
    byte[] mixed = Tlv.of(0x30, lowR, Tlv.integer(low.s()));
    ber("r with a zero byte that its highest bit does not ask for", mixed);
    mixed = Tlv.of(0x30, Tlv.integer(low.r()), lowS);
    ber("s with a zero byte that its highest bit does not ask for", mixed);
    Scalars shortR = leadingZeros(K_R_ONE_ZERO_BYTE, 248, 256);
    mixed = Tlv.of(0x30, Tlv.of(2, zero, full(shortR.r())), Tlv.integer(shortR.s()));
    ber("a short r padded to 33 bytes", mixed);

    negative("r negated", KNOWN.withR(KNOWN.r().negate()));
    negative("s negated", KNOWN.withS(KNOWN.s().negate()));
    negative("r - n", KNOWN.withR(KNOWN.r().subtract(N)));
    negative("s - n", KNOWN.withS(KNOWN.s().subtract(N)));
    negative("r = -1", KNOWN.withR(ONE.negate()));
    negative("s = -1", KNOWN.withS(ONE.negate()));
    negative("r = s = -1", new Scalars(ONE.negate(), ONE.negate()));
    negative("r = -n", KNOWN.withR(N.negate()));
    byte[] ff = Tlv.of(2, new byte[] {(byte) 0xff}, full(KNOWN.r()));
    raw("ff before r", MESSAGE, Tlv.of(0x30, ff, s), Flag.NEGATIVE_INTEGER);
    Scalars large = KNOWN.withR(KNOWN.r().add(ONE.shiftLeft(8000)));
    raw("r of 1001 bytes", MESSAGE, form.encode(large), Flag.INTEGER_OVERFLOW);
    byte[] none = Tlv.of(2);
    raw("r of no bytes", MESSAGE, Tlv.of(0x30, none, s), Flag.INVALID_ENCODING);
    raw("s of no bytes", MESSAGE, Tlv.of(0x30, r, none), Flag.INVALID_ENCODING);
  }

  private void negative(String comment, Scalars scalars) {
    raw(comment, MESSAGE, form.encode(scalars), Flag.NEGATIVE_INTEGER);
  }

  private void addPartsOfDer() {
    byte[] good = form.encode(KNOWN);
    byte[] r = Tlv.integer(KNOWN.r());
    byte[] s = Tlv.integer(KNOWN.s());
    for (String more : List.of("00", "0000", "0500", "020100", "ff")) {
      byte[] bytes = HEX.parseHex(more);
      raw(more + " behind", MESSAGE, concat(good, bytes), Flag.TRAILING_BYTES);
      raw(more + " within", MESSAGE, Tlv.of(0x30, r, s, bytes), Flag.TRAILING_BYTES);
    }
    raw("signature twice", MESSAGE, concat(good, good), Flag.TRAILING_BYTES);
    raw("0500 before", MESSAGE, Tlv.of(0x30, new byte[] {5, 0}, r, s), Flag.TRAILING_BYTES);
    raw("r, s and t", MESSAGE, Tlv.of(0x30, r, s, r), Flag.TRAILING_BYTES);
    byte[] zero = new byte[1];
    raw("00 before", MESSAGE, concat(zero, good), Flag.INVALID_ENCODING);

    raw("empty", MESSAGE, new byte[0], Flag.INVALID_ENCODING);
    raw("empty sequence", MESSAGE, Tlv.of(0x30), Flag.INVALID_ENCODING);
    raw("r alone", MESSAGE, Tlv.of(0x30, r), Flag.INVALID_ENCODING);
    raw("s alone", MESSAGE, Tlv.of(0x30, s), Flag.INVALID_ENCODING);
    raw("r and s without a sequence", MESSAGE, concat(r, s), Flag.INVALID_ENCODING);
    for (int length : new int[] {1, 2, 3, 4, 20, 37, 38, 39, 40, good.length - 1}) {
      byte[] cut = Arrays.copyOf(good, length);
      raw("cut after " + length + " bytes", MESSAGE, cut, Flag.INVALID_ENCODING);
    }
  }

  private void addTypesOfDer() {
    byte[] r = Tlv.integer(KNOWN.r());
    byte[] s = Tlv.integer(KNOWN.s());
    for (int tag : new int[] {0x00, 0x02, 0x04, 0x10, 0x31, 0x70, 0xa0, 0xb0, 0xff}) {
      String comment = "tag " + hex(tag) + " for the sequence";
      raw(comment, MESSAGE, Tlv.of(tag, r, s), Flag.INVALID_TYPE);
    }
    for (int tag : new int[] {0x00, 0x01, 0x03, 0x04, 0x0a, 0x42, 0x82, 0xff}) {
      byte[] other = Tlv.of(tag, content(r));
      raw("tag " + hex(tag) + " for r", MESSAGE, Tlv.of(0x30, other, s), Flag.INVALID_TYPE);
      other = Tlv.of(tag, content(s));
      raw("tag " + hex(tag) + " for s", MESSAGE, Tlv.of(0x30, r, other), Flag.INVALID_TYPE);
    }
    for (String value :
        List.of("0500", "0101ff", "0900", "090140", "0c0130", "3000", "0603290000")) {
      byte[] other = HEX.parseHex(value);
      raw(value + " for r", MESSAGE, Tlv.of(0x30, other, s), Flag.INVALID_TYPE);
      raw(value + " for s", MESSAGE, Tlv.of(0x30, r, other), Flag.INVALID_TYPE);
    }
    byte[] good = form.encode(KNOWN);
    raw("NULL", MESSAGE, new byte[] {5, 0}, Flag.INVALID_TYPE);
    raw("within another sequence", MESSAGE, Tlv.of(0x30, good), Flag.INVALID_TYPE);
    raw("r within a sequence", MESSAGE, Tlv.of(0x30, Tlv.of(0x30, r), s), Flag.INVALID_TYPE);
    raw("r and s within a set", MESSAGE, Tlv.of(0x30, Tlv.of(0x31, r, s)), Flag.INVALID_TYPE);
  }

  private static String hex(int tag) {
    return String.format(Locale.ROOT, "%02x", tag);
  }

  private void addOtherEncodings() {
    byte[] good = form.encode(KNOWN);
    byte[] plain = Form.P1363.encode(KNOWN);
    raw("r‖s in the place of DER", MESSAGE, plain, Flag.WRONG_ENCODING);
    raw("r‖s in an OCTET STRING", MESSAGE, Tlv.of(4, plain), Flag.WRONG_ENCODING);
    raw("DER in an OCTET STRING", MESSAGE, Tlv.of(4, good), Flag.WRONG_ENCODING);
    byte[] bits = Tlv.of(3, new byte[1], good);
    raw("DER in a BIT STRING, as in a certificate", MESSAGE, bits, Flag.WRONG_ENCODING);
    byte[] octets = Tlv.of(0x30, Tlv.of(4, full(KNOWN.r())), Tlv.of(4, full(KNOWN.s())));
    raw("r and s as OCTET STRINGs", MESSAGE, octets, Flag.WRONG_ENCODING);
    byte[] hex = ascii(HEX.formatHex(good));
    raw("DER in hexadecimal", MESSAGE, hex, Flag.WRONG_ENCODING);
    raw("DER in base64", MESSAGE, Base64.getEncoder().encode(good), Flag.WRONG_ENCODING);
  }

  // --- other keys

  private void addEdgeCaseKeys() {
    addKey(ONE, "d = 1, Q = G");
    addKey(TWO, "d = 2, Q = 2G");
    addKey(THREE, "d = 3, Q = 3G");
    addKey(N.subtract(TWO), "d = n - 2, Q = -2G");
    addKey(N.subtract(THREE), "d = n - 3, Q = -3G");
    addKey(N.shiftRight(1), "d = (n - 1)/2");
    addKey(N.shiftRight(1).add(ONE), "d = (n + 1)/2");
    BigInteger shortX = BigInteger.valueOf(17_883);
    require(ReferenceSm2.x(ReferenceSm2.publicKey(shortX)).bitLength() <= 240);
    addKey(shortX, "X begins with two zero bytes");
    BigInteger shortY = BigInteger.valueOf(193_197);
    require(ReferenceSm2.y(ReferenceSm2.publicKey(shortY)).bitLength() <= 240);
    addKey(shortY, "Y begins with two zero bytes");
    addKey(keyOfShortX(), "X begins with four zero bytes");
    addKey(keyOfShortY(), "Y begins with four zero bytes");
  }

  private static BigInteger keyOfShortX() {
    BigInteger d = BigInteger.valueOf(D_OF_SHORT_X);
    require(ReferenceSm2.x(ReferenceSm2.publicKey(d)).add(P).bitLength() <= 256);
    return d;
  }

  private static BigInteger keyOfShortY() {
    BigInteger d = N.subtract(BigInteger.valueOf(D_OF_SHORT_Y));
    require(ReferenceSm2.y(ReferenceSm2.publicKey(d)).add(P).bitLength() <= 256);
    return d;
  }

  private void addKey(BigInteger d, String comment) {
    ECPoint q = ReferenceSm2.publicKey(d);
    byte[] z = ReferenceSm2.z(q);
    for (byte[] message : List.of(new byte[0], MESSAGE, message(100))) {
      BigInteger e = ReferenceSm2.e(z, message);
      Scalars good = ReferenceSm2.sign(d, e, ReferenceSm2.number(comment));
      valid(comment, message, good, Flag.EDGE_CASE_PUBLIC_KEY);
    }
    BigInteger e = ReferenceSm2.e(z, MESSAGE);
    Scalars good = ReferenceSm2.sign(d, e, ReferenceSm2.number(comment));
    Scalars flipped = good.withS(good.s().flipBit(0));
    invalid(comment + ", a bit flipped", MESSAGE, flipped, Flag.MODIFIED_SIGNATURE);
    Scalars special = ReferenceSm2.sign(d, e, ONE);
    valid(comment + ", k = 1", MESSAGE, special, Flag.EDGE_CASE_NONCE);
    special = ReferenceSm2.finish(ReferenceSm2.CURVE, d, e.mod(N), BigInteger.ZERO);
    invalid(comment + ", k = 0, r = e", MESSAGE, special, Flag.POINT_AT_INFINITY);
    endGroup(q);
  }

  private void addKeysOffTheCurve() {
    BigInteger x = ReferenceSm2.x(Q);
    BigInteger y = ReferenceSm2.y(Q);
    invalid("signed with the real key's Z", MESSAGE, KNOWN, Flag.POINT_OFF_CURVE);
    addSigned("Y + 1", D, x, y.add(ONE), Flag.POINT_OFF_CURVE);
    endGroup(x, y.add(ONE));
    addSigned("X and Y swapped", D, y, x, Flag.POINT_OFF_CURVE);
    endGroup(y, x);
    BigInteger other = x.flipBit(0);
    addSigned("lowest bit of X flipped", D, other, y, Flag.POINT_OFF_CURVE);
    endGroup(other, y);
    addSigned("(1, 1)", D, ONE, ONE, Flag.POINT_OFF_CURVE);
    endGroup(ONE, ONE);

    BigInteger evenX = ReferenceSm2.number("a point of order 2");
    addForged("order 2 on another curve", evenX, BigInteger.ZERO, TWO, Flag.POINT_OFF_CURVE);
    endGroup(evenX, BigInteger.ZERO);
    BigInteger[] ofOrder3 = pointOfOrder3();
    addForged("order 3 on another curve", ofOrder3[0], ofOrder3[1], THREE, Flag.POINT_OFF_CURVE);
    endGroup(ofOrder3[0], ofOrder3[1]);

    ECPoint q = P256.getG().multiply(D).normalize();
    BigInteger e = ReferenceSm2.e(ReferenceSm2.z(q), MESSAGE);
    Scalars onP256 = ReferenceSm2.sign(P256, D, e, ReferenceSm2.number("P-256"));
    invalid("a key of P-256, signed on P-256", MESSAGE, onP256, Flag.POINT_OFF_CURVE);
    addSigned("a key of P-256", D, ReferenceSm2.x(q), ReferenceSm2.y(q), Flag.POINT_OFF_CURVE);
    endGroup(ReferenceSm2.x(q), ReferenceSm2.y(q));
  }

  /** Adds a signature by d whose Z covers these coordinates. */
  private void addSigned(String comment, BigInteger d, BigInteger x, BigInteger y, Flag flag) {
    BigInteger e = ReferenceSm2.e(ReferenceSm2.z(x, y), MESSAGE);
    Scalars scalars = ReferenceSm2.sign(d, e, ReferenceSm2.number(comment));
    invalid(comment, MESSAGE, scalars, flag);
  }

  /**
   * Adds signatures that need no private key: where the point has a small order and t is a multiple
   * of it, tQ falls away and sG + tQ is sG.
   */
  private void addForged(String comment, BigInteger x, BigInteger y, BigInteger order, Flag flag) {
    for (byte[] message : List.of(MESSAGE, message(50))) {
      BigInteger e = ReferenceSm2.e(ReferenceSm2.z(x, y), message);
      for (int i = 0; ; i++) {
        BigInteger s = ReferenceSm2.number(comment + i);
        BigInteger r = e.add(ReferenceSm2.x(ReferenceSm2.CURVE.getG().multiply(s))).mod(N);
        if (r.add(s).mod(N).mod(order).signum() == 0) {
          invalid("forged: " + comment, message, new Scalars(r, s), flag);
          break;
        }
      }
    }
  }

  /** Returns (x, y) with 3x⁴ + 6ax² + 12bx - a² = 0 for the b of the curve on which it lies. */
  private static BigInteger[] pointOfOrder3() {
    BigInteger a = ReferenceSm2.A;
    for (int i = 0; ; i++) {
      BigInteger x = ReferenceSm2.number("a point of order 3, " + i).mod(P);
      BigInteger x2 = x.multiply(x).mod(P);
      BigInteger b =
          a.multiply(a)
              .subtract(THREE.multiply(x2).multiply(x2))
              .subtract(BigInteger.valueOf(6).multiply(a).multiply(x2))
              .multiply(BigInteger.valueOf(12).multiply(x).modInverse(P))
              .mod(P);
      BigInteger square = x2.multiply(x).add(a.multiply(x)).add(b).mod(P);
      BigInteger y = square.modPow(P.add(ONE).shiftRight(2), P); // p = 3 mod 4
      if (y.signum() != 0 && y.multiply(y).mod(P).equals(square)) {
        BigInteger slope = THREE.multiply(x2).add(a).multiply(TWO.multiply(y).modInverse(P)).mod(P);
        BigInteger xOfDouble = slope.multiply(slope).subtract(TWO.multiply(x)).mod(P);
        require(xOfDouble.equals(x) && !b.equals(ReferenceSm2.B)); // 2Q = -Q, elsewhere
        return new BigInteger[] {x, y};
      }
    }
  }

  private void addKeysAtInfinity() {
    BigInteger zero = BigInteger.ZERO;
    addForged("Q is one zero byte", zero, zero, ONE, Flag.KEY_AT_INFINITY);
    endGroup(new byte[1], zero, zero);
    addForged("Q is (0, 0)", zero, zero, ONE, Flag.KEY_AT_INFINITY);
    endGroup(zero, zero);
    addForged("Q is 65 zero bytes", zero, zero, ONE, Flag.KEY_AT_INFINITY);
    endGroup(new byte[65], zero, zero);
    addForged("Q has no bytes", zero, zero, ONE, Flag.KEY_AT_INFINITY);
    endGroup(new byte[0], zero, zero);
  }

  private void addKeysWithLargeCoordinates() {
    BigInteger most = TWO.pow(256).subtract(ONE);
    addSigned("X and Y are 2^256 - 1", D, most, most, Flag.NON_CANONICAL_COORDINATE);
    endGroup(most, most);
    BigInteger d = keyOfShortX();
    addUnreduced("X + p", d, ReferenceSm2.publicKey(d), P, BigInteger.ZERO);
    d = keyOfShortY();
    addUnreduced("Y + p", d, ReferenceSm2.publicKey(d), BigInteger.ZERO, P);
    addSigned("X is p", D, P, ReferenceSm2.y(Q), Flag.NON_CANONICAL_COORDINATE);
    endGroup(P, ReferenceSm2.y(Q));
  }

  /** Adds a good key with more on its coordinates, and signatures with either Z. */
  private void addUnreduced(
      String comment, BigInteger d, ECPoint q, BigInteger onX, BigInteger onY) {
    Flag flag = Flag.NON_CANONICAL_COORDINATE;
    addSigned(comment + ", Z of the reduced key", d, ReferenceSm2.x(q), ReferenceSm2.y(q), flag);
    BigInteger x = ReferenceSm2.x(q).add(onX);
    BigInteger y = ReferenceSm2.y(q).add(onY);
    addSigned(comment + ", Z of the key as it stands", d, x, y, flag);
    endGroup(x, y);
  }

  private void addKeysInOtherForms() {
    byte[] point = Q.getEncoded(false);
    byte[] xy = Arrays.copyOfRange(point, 1, 65);
    byte[] hybrid = point.clone();
    hybrid[0] = (byte) (6 + (point[64] & 1));
    keyForm("hybrid form", hybrid, Flag.HYBRID_POINT);
    byte[] wrongHybrid = hybrid.clone();
    wrongHybrid[0] ^= 1;
    keyForm("hybrid form with the wrong bit", wrongHybrid, Flag.KEY_FORMAT);
    byte[] other = point.clone();
    other[0] = 5;
    keyForm("first byte 05", other, Flag.KEY_FORMAT);
    keyForm("X‖Y without a first byte", xy, Flag.KEY_FORMAT);
    keyForm("a byte behind", concat(point, new byte[1]), Flag.KEY_FORMAT);
    keyForm("last byte missing", Arrays.copyOf(point, 64), Flag.KEY_FORMAT);
    keyForm("zero byte before", concat(new byte[1], point), Flag.KEY_FORMAT);
  }

  private void keyForm(String comment, byte[] point, Flag flag) {
    invalid(comment, MESSAGE, KNOWN, flag);
    endGroup(point, ReferenceSm2.x(Q), ReferenceSm2.y(Q));
  }

  // --- collecting

  private void valid(String comment, byte[] message, Scalars scalars, Flag flag) {
    add(comment, message, form.encode(scalars), true, flag);
  }

  private void invalid(String comment, byte[] message, Scalars scalars, Flag flag) {
    add(comment, message, form.encode(scalars), false, flag);
  }

  private void raw(String comment, byte[] message, byte[] signature) {
    raw(comment, message, signature, Flag.SIGNATURE_SIZE);
  }

  private void raw(String comment, byte[] message, byte[] signature, Flag flag) {
    add(comment, message, signature, false, flag);
  }

  private void add(String comment, byte[] message, byte[] signature, boolean valid, Flag flag) {
    cases.add(
        new Case(comment, List.of(flag), HEX.formatHex(message), HEX.formatHex(signature), valid));
  }

  private void endGroup(ECPoint q) {
    endGroup(ReferenceSm2.x(q), ReferenceSm2.y(q));
  }

  private void endGroup(BigInteger x, BigInteger y) {
    endGroup(concat(new byte[] {4}, full(x), full(y)), x, y);
  }

  private void endGroup(byte[] point, BigInteger x, BigInteger y) {
    groups.add(new Group(HEX.formatHex(point), x, y, List.copyOf(cases)));
    cases = new ArrayList<>();
  }

  private static Scalars sign(byte[] message) {
    return signE(ReferenceSm2.e(Z, message), HEX.formatHex(message));
  }

  private static Scalars signE(BigInteger e, String words) {
    return ReferenceSm2.sign(D, e, ReferenceSm2.number("k of " + words));
  }

  private static byte[] message(int length) {
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) (7 * i + length);
    }
    return message;
  }

  private static byte[] full(BigInteger value) {
    return ReferenceSm2.bytes(value);
  }

  private static byte[] cut(BigInteger value, int length) {
    return BigIntegers.asUnsignedByteArray(length, value);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a constant does not have the property it was chosen for");
    }
  }

  // --- writing

  /** Returns the file of one encoding. */
  static String json(Form form) {
    List<Group> groups = groups(form);
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter()
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
      printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
      printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
      json.setPrettyPrinter(printer);
      write(json, form, groups);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory cannot be written to", impossible);
    }
    return out + "\n";
  }

  private static void write(JsonGenerator json, Form form, List<Group> groups) throws IOException {
    json.writeStartObject();
    json.writeStringField("algorithm", "SM2");
    json.writeNumberField("numberOfTests", groups.stream().mapToInt(g -> g.cases().size()).sum());
    json.writeArrayFieldStart("header");
    json.writeString("Test vectors for the verification of SM2 signatures with SM3");
    json.writeString("(GB/T 32918.2, GB/T 32905), " + form.words + ".");
    json.writeString("Public keys that are no points are among them: take publicKeyDer,");
    json.writeString("publicKeyPem or uncompressed, and count a key that is refused as invalid.");
    json.writeEndArray();
    json.writeObjectFieldStart("notes");
    for (Flag flag : flags(groups)) {
      json.writeObjectFieldStart(flag.label());
      json.writeStringField("bugType", flag.bugType());
      json.writeStringField("description", flag.description());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("testGroups");
    int id = 1;
    for (Group group : groups) {
      id = write(json, form, group, id);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Set<Flag> flags(List<Group> groups) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    groups.forEach(group -> group.cases().forEach(one -> flags.addAll(one.flags())));
    return flags;
  }

  private static int write(JsonGenerator json, Form form, Group group, int first)
      throws IOException {
    byte[] der = Tlv.subjectPublicKey(HEX.parseHex(group.point()));
    json.writeStartObject();
    json.writeStringField("type", form.type);
    json.writeObjectFieldStart("source");
    json.writeStringField("name", "youdai");
    json.writeStringField("version", "1");
    json.writeEndObject();
    json.writeObjectFieldStart("publicKey");
    json.writeStringField("type", "EcPublicKey");
    json.writeStringField("curve", "sm2p256v1");
    json.writeNumberField("keySize", 256);
    json.writeStringField("uncompressed", group.point());
    json.writeStringField("wx", HEX.formatHex(group.x().toByteArray()));
    json.writeStringField("wy", HEX.formatHex(group.y().toByteArray()));
    json.writeEndObject();
    json.writeStringField("publicKeyDer", HEX.formatHex(der));
    json.writeStringField("publicKeyPem", pem(der));
    json.writeStringField("sha", "SM3");
    json.writeStringField("distid", ReferenceSm2.DEFAULT_ID);
    json.writeArrayFieldStart("tests");
    int id = first;
    for (Case one : group.cases()) {
      json.writeStartObject();
      json.writeNumberField("tcId", id++);
      json.writeStringField("comment", one.comment());
      json.writeArrayFieldStart("flags");
      for (Flag flag : one.flags()) {
        json.writeString(flag.label());
      }
      json.writeEndArray();
      json.writeStringField("msg", one.msg());
      json.writeStringField("sig", one.sig());
      json.writeStringField("result", one.valid() ? "valid" : "invalid");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    return id;
  }

  private static String pem(byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN PUBLIC KEY-----\n"
        + lines.encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
