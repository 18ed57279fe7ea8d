package org.youdai.trust;

/**
 * The root document that an operator has pinned: built into the gate or copied to it by hand, never
 * downloaded. Everything else is believed because of it.
 */
public final class TrustAnchor {
  private final byte[] rootDocument;

  private TrustAnchor(byte[] rootDocument) {
    this.rootDocument = rootDocument;
  }

  /** Pins a signed root document (JSON, UTF-8). It is checked when lists are read with it. */
  public static TrustAnchor of(byte[] rootDocument) {
    return new TrustAnchor(rootDocument.clone());
  }

  /** Returns a copy of the pinned document. */
  public byte[] rootDocument() {
    return rootDocument.clone();
  }

  @Override
  public String toString() {
    return "TrustAnchor[" + rootDocument.length + " bytes]";
  }
}
