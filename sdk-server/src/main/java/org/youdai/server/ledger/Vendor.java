package org.youdai.server.ledger;

/** A kind of database that the server can keep its tables in. */
public enum Vendor {
  /** The embedded default. */
  H2("jdbc:h2:"),
  /** For more than one instance. */
  POSTGRESQL("jdbc:postgresql:");

  private final String scheme;

  Vendor(String scheme) {
    this.scheme = scheme;
  }

  /**
   * Returns the vendor of a JDBC URL.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Vendor of(String url) {
    for (Vendor vendor : values()) {
      if (url.startsWith(vendor.scheme)) {
        return vendor;
      }
    }
    throw new IllegalArgumentException(
        "spring.datasource.url: jdbc:postgresql://host/name is expected, or nothing for H2");
  }
}
