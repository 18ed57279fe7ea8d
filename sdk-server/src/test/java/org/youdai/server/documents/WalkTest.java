package org.youdai.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a document says and does not come out is noticed. */
final class WalkTest {
  @TempDir private Path folder;

  private List<String> faults(String kind, String text) throws Exception {
    try (Walk walk = new Walk(folder, "en", NotRun.read())) {
      walk.write(new Block(Path.of("a.md"), 1, "text", "words.txt", "17 apples\n3 pears\n"));
      walk.follow(new Block(Path.of("a.md"), 7, kind, "", text));
      return walk.faults();
    }
  }

  @Test
  void linesInTheirOrder_areNoFault_whateverTheirNumbers() throws Exception {
    assertThat(faults("console", "$ cat words.txt\n9 apples\n4 …ars\n")).isEmpty();
  }

  @Test
  void lineThatIsNotPrinted_isAFault() throws Exception {
    assertThat(faults("console", "$ cat words.txt\n3 plums\n"))
        .singleElement()
        .asString()
        .startsWith("a.md:7: cat words.txt: it does not print: 3 plums");
  }

  @Test
  void linesInAnotherOrder_areAFault() throws Exception {
    assertThat(faults("console", "$ cat words.txt\n3 pears\n17 apples\n")).hasSize(1);
  }

  @Test
  void commandThatFails_isAFault() throws Exception {
    assertThat(faults("sh", "cat nothing.txt\ntouch more.txt\n")).hasSize(1);
    assertThat(faults("sh", "cat nothing.txt\n")).hasSize(1);
  }

  @Test
  void failureThatTheDocumentAsksFor_isNone() throws Exception {
    assertThat(faults("console", "$ cat nothing.txt\n$ echo $?\n1\n")).isEmpty();
    assertThat(faults("console", "$ cat nothing.txt\n$ echo $?\n2\n")).hasSize(1);
  }

  @Test
  void commandThatIsNeitherRunNorListed_isAFault() throws Exception {
    assertThat(faults("sh", "shutdown now\n")).singleElement().asString().contains("shutdown now");
  }

  @Test
  void toolThatEndsOtherwise_isAFault() throws Exception {
    assertThat(faults("sh", "./youdai inspect nothing.png\n")).hasSize(1);
  }
}
