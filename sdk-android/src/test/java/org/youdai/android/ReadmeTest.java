package org.youdai.android;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code in this module's README compiles. */
final class ReadmeTest {
  @TempDir private Path folder;

  @Test
  void everyBlock_compiles() throws Exception {
    Matcher block =
        Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("README.md")));
    List<String> blocks = block.results().map(each -> each.group(1)).collect(Collectors.toList());
    assertThat(blocks).isNotEmpty();
    for (String each : blocks) {
      assertThat(faults(each)).as(each).isEmpty();
    }
  }

  private List<String> faults(String statements) {
    String source =
        "import android.app.Activity;\nimport java.net.URI;\nimport org.youdai.android.*;\n"
            + "import org.youdai.android.station.*;\n"
            + "abstract class Example extends Activity {\n"
            + "byte[] venueJson; byte[] rootJson; String key;\n"
            + "void example() throws Exception {\n"
            + statements
            + "\n}\n}\n";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d",
            folder.toString(),
            "-proc:none",
            "-classpath",
            System.getProperty("java.class.path"));
    compiler.getTask(null, null, said, options, null, List.of(new Source(source))).call();
    return said.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.getMessage(Locale.ROOT))
        .collect(Collectors.toList());
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Example.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoresErrors) {
      return text;
    }
  }
}
