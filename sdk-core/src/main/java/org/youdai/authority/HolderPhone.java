package org.youdai.authority;

import java.time.Instant;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.scan.QrText;

/**
 * What the app on a holder's phone does: wraps its credential in a fresh signature, every 30
 * seconds ({@code docs/formats.md} §3). For sandboxes and tests.
 */
public final class HolderPhone {
  private static final String PREFIX = "YP1:";

  private final SigningKey key;
  private final byte[] credential;

  /** Makes a phone that holds a credential which names {@code key}. */
  public HolderPhone(SigningKey key, byte[] credential) {
    this.key = key;
    this.credential = credential.clone();
  }

  /** Returns the text of a live code made at {@code now}; whole seconds count. */
  public QrText present(Instant now) {
    byte[] payload =
        new CborWriter().array(2).byteString(credential).integer(now.getEpochSecond()).toBytes();
    byte[] header =
        new CborWriter().map(1).integer(1).integer(key.algorithm().coseNumber()).toBytes();
    byte[] signature = key.sign(CoseSign1.toBeSigned(header, payload));
    return QrText.of(PREFIX + Base45.encode(CoseSign1.encode(header, payload, signature)));
  }
}
