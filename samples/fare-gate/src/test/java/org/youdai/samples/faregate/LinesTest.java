package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LinesTest {
  private final List<Scanned> scanned = new ArrayList<>();
  private final Lines lines = new Lines(scanned::add, "here");

  private List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> read(InputStream stream) throws IOException {
    lines.readAll(stream);
    return scanned.stream().map(LinesTest::text).toList();
  }

  private static String text(Scanned each) {
    return each instanceof Scanned.Sent sent
        ? new String(sent.bytes(), StandardCharsets.UTF_8)
        : ((Scanned.Unusable) each).notice().kind().toString();
  }

  @Test
  void everyEndOfLine_endsACode() throws IOException {
    assertThat(read("A\rB\nC\r\nD")).containsExactly("A", "B", "C", "D");
  }

  @Test
  void blankLines_areNoCodes() throws IOException {
    assertThat(read("\r\n \t \u0000\r\nA\n\n")).containsExactly("A");
  }

  @Test
  void longestLine_isTakenAndOneMoreIsNot() throws IOException {
    String longest = "x".repeat(Lines.LONGEST);
    assertThat(read(longest + "\n" + longest + "y\nB\n"))
        .containsExactly(longest, "LINE_TOO_LONG", "B");
  }

  @Test
  void floodWithoutAnyEndOfLine_isToldOnceAndNotKept() throws IOException {
    byte[] flood = new byte[20_000_000];
    Arrays.fill(flood, (byte) 0xab);
    assertThat(read(new ByteArrayInputStream(flood))).containsExactly("LINE_TOO_LONG");
  }

  @Test
  void binaryJunk_givesLinesAndThrowsNothing() throws IOException {
    byte[] junk = new byte[1_000_000];
    new Random(1).nextBytes(junk);
    assertThat(read(new ByteArrayInputStream(junk))).as("seed 1").hasSizeGreaterThan(1000);
  }

  @Test
  void pause_endsACodeThatHasNoEnd() throws IOException {
    assertThat(read(new Pausing("AB", "CD"))).containsExactly("AB", "CD");
  }

  /** A scanner that sends its codes without an end, and makes a pause after each. */
  private static final class Pausing extends InputStream {
    private final List<String> codes;
    private boolean isPause;

    Pausing(String... codes) {
      this.codes = new ArrayList<>(List.of(codes));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      isPause = !isPause;
      if (!isPause) {
        throw new InterruptedIOException("nothing came");
      }
      if (codes.isEmpty()) {
        return -1;
      }
      byte[] bytes = codes.remove(0).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, into, offset, bytes.length);
      return bytes.length;
    }

    @Override
    public int read() {
      throw new IllegalStateException("read one at a time");
    }
  }
}
