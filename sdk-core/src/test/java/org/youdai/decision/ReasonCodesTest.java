package org.youdai.decision;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/reason-codes.md} is what {@link Reason} and the prompt catalogs say. */
final class ReasonCodesTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final Path DOCUMENT =
      MODULE.toAbsolutePath().resolveSibling("docs").resolve("reason-codes.md");
  private static final String UPDATE =
      "mvn -pl sdk-core test -Dtest=ReasonCodesTest -Ddocs.update=true";

  private static final PromptCatalog CHINESE = PromptCatalog.of(Locale.CHINESE);
  private static final PromptCatalog ENGLISH = PromptCatalog.of(Locale.ENGLISH);

  private static final String INTRODUCTION =
      """
      # 原因代码 / Reason codes

      每个决定都带一个原因代码，供工作人员和开发者查看；乘客只看到下一步怎么做。
      代码永久不变，也不会挪作他用。以后会新增代码：遇到不认识的代码，按它的结果处理，结果总是四种之一。
      `RETRY` 和 `ASSIST` 总是同时给出另一条路：出示身份证等任一有效证件，或走人工通道。
      阶段为 `DOCUMENT` 的代码在读取名单时产生。

      Every decision carries a reason code for staff and developers; a passenger is only told the next
      step. A code is permanent and is never used again for something else. Codes will be added: treat
      one that you do not know by its outcome, which is always one of the four. `RETRY` and `ASSIST`
      always come with another way: any one valid document, or the staffed lane. Codes of the stage
      `DOCUMENT` arise when signed lists are read.

      本表由 `Reason` 和两种语言的提示语生成，请勿手改；改动后运行下面的命令重写。
      The table is generated from `Reason` and the prompt catalogs and is not edited by hand; this
      command writes it anew.

      ```
      """;

  private static final String TABLE =
      """

      ```

      | 代码 Code | 名称 Name | 阶段 Stage | 结果 Outcome | 中文说明 | English |
      |---|---|---|---|---|---|
      """;

  private static String generated() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append(UPDATE).append(TABLE);
    for (Reason reason : Reason.values()) {
      text.append("| ").append(reason.code());
      for (Enum<?> name : List.of(reason, reason.stage(), reason.outcome())) {
        text.append(" | `").append(name).append('`');
      }
      for (PromptCatalog language : List.of(CHINESE, ENGLISH)) {
        text.append(" | ").append(language.staff(reason).replace("|", "\\|"));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  /** The lines that only one of the two has. */
  private static String difference(String expected, String actual) {
    List<String> out = new ArrayList<>();
    List<String> before = expected.lines().toList();
    List<String> now = actual.lines().toList();
    before.stream().filter(line -> !now.contains(line)).forEach(line -> out.add("- " + line));
    now.stream().filter(line -> !before.contains(line)).forEach(line -> out.add("+ " + line));
    return out.isEmpty() ? "only the order or the line ends differ" : String.join("\n", out);
  }

  @Test
  void document_isTheGeneratedOne() throws IOException {
    String generated = generated();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCUMENT, generated);
      return;
    }
    String document = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";
    if (!document.equals(generated)) {
      fail(
          "docs/reason-codes.md is not what Reason and the prompt catalogs say"
              + " (- only in the document, + only in the code):\n"
              + difference(document, generated)
              + "\nIf the change is meant, rewrite the document and look at its diff:\n  "
              + UPDATE);
    }
  }
}
