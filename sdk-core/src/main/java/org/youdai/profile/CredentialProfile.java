package org.youdai.profile;

import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;

/** {@code YD1:}, a credential as a static code ({@code docs/formats.md} §2). */
final class CredentialProfile implements Profile {
  static final String PREFIX = "YD1:";

  /** The most characters of a code of ours in Base45. */
  static final int LONGEST_TEXT = 1024;

  @Override
  public String name() {
    return "YD1";
  }

  @Override
  public boolean recognises(String text) {
    return text.startsWith(PREFIX);
  }

  @Override
  public Envelope unwrap(String text) throws Rejection {
    return Envelope.ofStrictCose(decode(text));
  }

  /** Decodes what follows a prefix of four characters. */
  static byte[] decode(String text) throws Rejection {
    if (text.length() > LONGEST_TEXT) {
      throw new Rejection(Reason.TEXT_TOO_LONG);
    }
    return Base45.decode(text, PREFIX.length());
  }

  @Override
  public Claims read(AuthenticPayload payload) throws Rejection {
    return CredentialReader.read(payload);
  }
}
