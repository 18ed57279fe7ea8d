package org.youdai.credential;

import java.util.List;
import java.util.Optional;

/**
 * The identifier of an electronic certificate (GB/T 36904): {@code
 * 1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check>}. It identifies a holder, so {@link
 * #toString()} does not show the serial; two objects are equal if they are the same.
 */
public final class CertificateIdentifier {
  /** What every identifier begins with. */
  public static final String PREFIX = "1.2.156.3005.2.";

  private static final int RADIX = 36;
  private static final int VERSION_LENGTH = 3;

  private final String type;
  private final String issuer;
  private final String serial;
  private final String version;
  private final char check;

  private CertificateIdentifier(List<String> parts) {
    this.type = parts.get(0);
    this.issuer = parts.get(1);
    this.serial = parts.get(2);
    this.version = parts.get(3);
    this.check = parts.get(4).charAt(0);
  }

  /**
   * Reads an identifier; empty if {@code text} is none. The check character need not be right: see
   * {@link #isCheckCharacterRight()}. Digits and capital letters only, and no blanks around it.
   */
  public static Optional<CertificateIdentifier> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    List<String> parts = List.of(text.substring(PREFIX.length()).split("\\.", -1));
    if (parts.size() != 5
        || parts.get(3).length() != VERSION_LENGTH
        || parts.get(4).length() != 1
        || !parts.stream().allMatch(CertificateIdentifier::isWellFormed)) {
      return Optional.empty();
    }
    return Optional.of(new CertificateIdentifier(parts));
  }

  /** Returns the code of the kind of certificate. */
  public String type() {
    return type;
  }

  /** Returns the code of who issued it. */
  public String issuer() {
    return issuer;
  }

  /** Returns the serial number, which identifies the certificate. */
  public String serial() {
    return serial;
  }

  /** Returns the three characters of its version. */
  public String version() {
    return version;
  }

  /** Returns the check character as it stands. */
  public char checkCharacter() {
    return check;
  }

  /**
   * Returns whether the check character goes with the others (ISO 7064, hybrid system MOD 37,36).
   * Wrong ones have been issued: a reason for a warning, and never for turning somebody away.
   */
  public boolean isCheckCharacterRight() {
    int product = RADIX;
    for (char c : (type + issuer + serial + version).toCharArray()) {
      int sum = (product + valueOf(c)) % RADIX;
      product = 2 * (sum == 0 ? RADIX : sum) % (RADIX + 1);
    }
    return (product + valueOf(check)) % RADIX == 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateIdentifier that
        && type.equals(that.type)
        && issuer.equals(that.issuer)
        && serial.equals(that.serial)
        && version.equals(that.version)
        && check == that.check;
  }

  @Override
  public int hashCode() {
    return serial.hashCode();
  }

  @Override
  public String toString() {
    return "CertificateIdentifier[" + PREFIX + type + "." + issuer + ".***." + version + ".*]";
  }

  private static boolean isWellFormed(String part) {
    return !part.isEmpty() && part.chars().allMatch(c -> valueOf((char) c) >= 0);
  }

  private static int valueOf(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
  }
}
