package org.youdai.profile;

import org.youdai.trust.IssuerKey;

/** Bytes that an issuer has signed. Only {@link SignatureCheck} can make one. */
public final class AuthenticPayload {
  private final byte[] bytes;
  private final IssuerKey signedWith;

  AuthenticPayload(byte[] bytes, IssuerKey signedWith) {
    this.bytes = bytes;
    this.signedWith = signedWith;
  }

  /** Returns the signed bytes. They are shared, not copied: readers leave them alone. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the issuer's key. */
  public IssuerKey signedWith() {
    return signedWith;
  }

  @Override
  public String toString() {
    return "AuthenticPayload[" + bytes.length + " bytes]";
  }
}
