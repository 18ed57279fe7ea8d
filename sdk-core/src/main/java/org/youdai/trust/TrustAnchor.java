package org.youdai.trust;

/**
 * The root document that an operator has pinned: built into the gate or copied to it by hand, never
 * downloaded. Everything else is believed because of it.
 */
public final class TrustAnchor {
  private final byte[] rootDocument;
  private final boolean refusesSandbox;

  private TrustAnchor(byte[] rootDocument, boolean refusesSandbox) {
    this.rootDocument = rootDocument;
    this.refusesSandbox = refusesSandbox;
  }

  /**
   * Pins a signed root document (JSON, UTF-8), be it a sandbox's. It is checked when lists are read
   * with it.
   */
  public static TrustAnchor of(byte[] rootDocument) {
    return new TrustAnchor(rootDocument.clone(), false);
  }

  /** Pins a root document as {@link #of} does, but no sandbox's: whoever likes can make those. */
  public static TrustAnchor production(byte[] rootDocument) {
    return new TrustAnchor(rootDocument.clone(), true);
  }

  /** Returns a copy of the pinned document. */
  public byte[] rootDocument() {
    return rootDocument.clone();
  }

  /** Returns whether a document that says it is a sandbox's is refused. */
  public boolean refusesSandbox() {
    return refusesSandbox;
  }

  @Override
  public String toString() {
    return "TrustAnchor[" + rootDocument.length + " bytes]";
  }
}
