package org.youdai.internal.envelope;

import java.util.Optional;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.CborWriter;

/**
 * A COSE_Sign1 (RFC 9052 §4.2) as it was received. What is verified is the bytes that came, never a
 * re-encoding of them. The arrays are shared, not copied: whoever reads them leaves them alone.
 */
public final class CoseSign1 {
  /** The tag of a COSE_Sign1. */
  public static final int TAG = 18;

  private static final int CWT_TAG = 61;
  private static final int ALG = 1;
  private static final int CRIT = 2;
  private static final int KID = 4;
  private static final int TYP = 16;

  private final byte[] protectedHeader;
  private final Headers headers;
  private final byte[] payload;
  private final byte[] signature;

  private CoseSign1(byte[] protectedHeader, Headers headers, byte[] payload, byte[] signature) {
    this.protectedHeader = protectedHeader;
    this.headers = headers;
    this.payload = payload;
    this.signature = signature;
  }

  /**
   * What the two header maps say; the protected one counts where both say something.
   *
   * @param alg the {@code alg}, which is only ever compared
   * @param kid the {@code kid}
   * @param typ the protected {@code typ} if it is text
   * @param algIsProtected whether {@code alg} stands in the protected header
   * @param kidIsProtected whether {@code kid} stands in the protected header
   * @param others how many further headers there are, protected or not
   */
  public record Headers(
      Optional<Long> alg,
      Optional<byte[]> kid,
      Optional<String> typ,
      boolean algIsProtected,
      boolean kidIsProtected,
      int others) {}

  /**
   * Parses a COSE_Sign1. Ours has tag {@value #TAG} and no other; elsewhere the tag may be missing,
   * or stand inside that of a CWT (RFC 8392 §6).
   *
   * @throws Rejection for what is not well-formed by {@code rules}, or not a COSE_Sign1
   */
  public static CoseSign1 parse(byte[] bytes, Rules rules) throws Rejection {
    CborReader reader = new CborReader(bytes, rules);
    readTags(reader, rules);
    reader.arrayOf(4);
    byte[] protectedHeader = reader.byteString();
    HeaderReader headers = new HeaderReader();
    if (protectedHeader.length > 0) {
      CborReader inner = new CborReader(protectedHeader, rules);
      headers.read(inner, true);
      inner.requireEnd();
    }
    headers.read(reader, false);
    byte[] payload = reader.byteString();
    byte[] signature = reader.byteString();
    reader.requireEnd();
    return new CoseSign1(protectedHeader, headers.toHeaders(), payload, signature);
  }

  private static void readTags(CborReader reader, Rules rules) throws Rejection {
    boolean isTagged = reader.isTag();
    long tag = isTagged ? reader.tag() : TAG;
    if (rules == Rules.WELL_FORMED && tag == CWT_TAG && reader.isTag()) {
      tag = reader.tag();
    }
    if (tag != TAG || (rules == Rules.DETERMINISTIC && !isTagged)) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
  }

  /** Returns the bytes inside the protected header's byte string. */
  public byte[] protectedHeader() {
    return protectedHeader;
  }

  /** Returns what both headers say. */
  public Headers headers() {
    return headers;
  }

  /** Returns the signed bytes. */
  public byte[] payload() {
    return payload;
  }

  /** Returns the signature. */
  public byte[] signature() {
    return signature;
  }

  /** Returns the bytes that the signature is over (RFC 9052 §4.4), with no external data. */
  public byte[] toBeSigned() {
    return toBeSigned(new byte[0]);
  }

  /** Returns the bytes that the signature is over (RFC 9052 §4.4), with external data. */
  public byte[] toBeSigned(byte[] external) {
    boolean isEmptyMap = protectedHeader.length == 1; // a0, for which no bytes at all are signed
    return toBeSigned(isEmptyMap ? new byte[0] : protectedHeader, external, payload);
  }

  /** Returns the bytes to sign for a header and payload (RFC 9052 §4.4), with no external data. */
  public static byte[] toBeSigned(byte[] protectedHeader, byte[] payload) {
    return toBeSigned(protectedHeader, new byte[0], payload);
  }

  private static byte[] toBeSigned(byte[] protectedHeader, byte[] external, byte[] payload) {
    int heads = 32; // the text and what stands before each of the others
    return new CborWriter(heads + protectedHeader.length + external.length + payload.length)
        .array(4)
        .text("Signature1")
        .byteString(protectedHeader)
        .byteString(external)
        .byteString(payload)
        .toBytes();
  }

  /** Returns the wire form of a message, with an empty unprotected header. */
  public static byte[] encode(byte[] protectedHeader, byte[] payload, byte[] signature) {
    return new CborWriter()
        .tag(TAG)
        .array(4)
        .byteString(protectedHeader)
        .map(0)
        .byteString(payload)
        .byteString(signature)
        .toBytes();
  }

  @Override
  public String toString() {
    return "CoseSign1[" + payload.length + " bytes]";
  }

  /** Collects both header maps. */
  private static final class HeaderReader {
    private Optional<Long> alg = Optional.empty();
    private Optional<byte[]> kid = Optional.empty();
    private Optional<String> typ = Optional.empty();
    private boolean algIsProtected;
    private boolean kidIsProtected;
    private int others;

    void read(CborReader reader, boolean isProtected) throws Rejection {
      CborReader.Entries entries = reader.map();
      while (entries.next()) {
        long key = entries.hasIntegerKey() ? entries.integerKey() : Long.MIN_VALUE;
        if (key == ALG && (isProtected || !alg.isPresent())) {
          alg = Optional.of(algorithm(reader));
          algIsProtected = isProtected;
        } else if (key == KID && (isProtected || !kid.isPresent())) {
          kid = Optional.of(reader.byteString());
          kidIsProtected = isProtected;
        } else if (key == TYP && isProtected && reader.isText()) {
          typ = Optional.of(reader.text());
        } else if (key == CRIT) {
          // Nothing that must be understood is understood here (RFC 9052 §3.1).
          throw new Rejection(Reason.HEADER_NOT_ALLOWED);
        } else {
          reader.skip();
          others++;
        }
      }
    }

    /** Reads an algorithm; one that is named by text is none of ours. */
    private static long algorithm(CborReader reader) throws Rejection {
      if (reader.isText()) {
        throw new Rejection(Reason.ALGORITHM_UNKNOWN);
      }
      return reader.integer();
    }

    Headers toHeaders() {
      return new Headers(alg, kid, typ, algIsProtected, kidIsProtected, others);
    }
  }
}
