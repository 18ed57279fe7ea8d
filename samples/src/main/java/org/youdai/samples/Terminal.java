package org.youdai.samples;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Where a program prints Chinese and English. */
final class Terminal {
  private Terminal() {}

  /** Prints in the system's own charset if that has Chinese characters, else in UTF-8. */
  static PrintStream over(OutputStream stream) {
    Charset own = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    boolean hasChinese = own.canEncode() && own.newEncoder().canEncode('您');
    return new PrintStream(stream, true, hasChinese ? own : StandardCharsets.UTF_8);
  }
}
