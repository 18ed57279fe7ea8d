package org.youdai.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.youdai.decision.PromptCatalog;
import org.youdai.gate.GateProfile;
import org.youdai.server.cli.CommandLineTool;
import org.youdai.server.cli.Terminal;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every block of code in every document is compiled, read or run, or listed with a reason. */
final class BlocksTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern COMMAND =
      Pattern.compile("^(\\$ |\\./youdai|mvn |curl |java -|git |docker )", Pattern.MULTILINE);
  private static final String IMPORTS =
      Stream.of(
              "java.io",
              "java.net",
              "java.nio.file",
              "java.security",
              "java.time",
              "java.util",
              "java.util.concurrent",
              "org.youdai",
              "org.youdai.credential",
              "org.youdai.decision",
              "org.youdai.feed",
              "org.youdai.gate",
              "org.youdai.journal",
              "org.youdai.policy",
              "org.youdai.profile",
              "org.youdai.replay",
              "org.youdai.scan",
              "org.youdai.status",
              "org.youdai.trust")
          .map(name -> "import " + name + ".*;\n")
          .reduce("", String::concat);

  @TempDir private Path folder;

  private static List<Block> blocks(String... kinds) throws IOException {
    List<String> wanted = List.of(kinds);
    return Document.all().stream()
        .flatMap(document -> document.blocks().stream())
        .filter(block -> wanted.contains(block.kind()))
        .toList();
  }

  @Test
  void everyBlock_isOfAKindThatIsTriedOrListed() throws IOException {
    NotRun notRun = NotRun.read();
    List<String> faults = new ArrayList<>();
    for (Document document : Document.all()) {
      for (Block block : document.blocks()) {
        switch (block.kind()) {
          case "java", "json", "xml", "properties", "yaml", "sh", "console" -> {}
          case "text", "indented" -> {
            if (COMMAND.matcher(block.text()).find()
                && !notRun.covers(block.document(), NotRun.COMMANDS)) {
              faults.add(block.where() + ": commands need a fence that says sh or console");
            }
          }
          default -> {
            if (!notRun.covers(block.document(), block.kind())) {
              faults.add(block.where() + ": of no known kind: " + block.kind());
            }
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void java_compiles() throws IOException {
    NotRun notRun = NotRun.read();
    Map<String, Block> sources = new TreeMap<>();
    for (Block block : blocks("java")) {
      if (!notRun.covers(block.document(), "java")) {
        String name = "Example" + sources.size();
        Path file = folder.resolve(name.toLowerCase(Locale.ROOT)).resolve(fileName(block, name));
        Files.createDirectories(file.getParent());
        Files.writeString(file, isWhole(block) ? block.text() : wrapped(name, block.text()));
        sources.put(file.toUri().toString(), block);
      }
    }
    assertThat(sources).isNotEmpty();
    assertThat(compile(sources)).isEmpty();
  }

  private static boolean isWhole(Block block) {
    return Pattern.compile("^(import|package) ", Pattern.MULTILINE).matcher(block.text()).find();
  }

  private static String fileName(Block block, String name) {
    Matcher type = Pattern.compile("public (?:final )?class (\\w+)").matcher(block.text());
    return (isWhole(block) && type.find() ? type.group(1) : name) + ".java";
  }

  /** A fragment: members where it declares some, statements otherwise. */
  private static String wrapped(String name, String text) {
    boolean isMembers =
        Pattern.compile("^@?(Bean|private|public|protected)\\b").matcher(text).find();
    String body = isMembers ? text : "void example() throws Exception {\n" + text + "\n}";
    return "package org.youdai.server.documents;\n"
        + IMPORTS
        + "abstract class "
        + name
        + " extends Around {\n"
        + body
        + "\n}\n";
  }

  private List<String> compile(Map<String, Block> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<Path> paths =
          sources.keySet().stream().map(uri -> Path.of(java.net.URI.create(uri))).toList();
      List<String> options =
          List.of(
              "-d",
              folder.toString(),
              "-proc:none",
              "-classpath",
              System.getProperty("java.class.path"));
      compiler
          .getTask(null, files, said, options, null, files.getJavaFileObjectsFromPaths(paths))
          .call();
    }
    return said.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> where(sources, each) + each.getMessage(Locale.ROOT))
        .toList();
  }

  private static String where(Map<String, Block> sources, Diagnostic<? extends JavaFileObject> at) {
    return Optional.ofNullable(at.getSource())
            .flatMap(file -> Optional.ofNullable(sources.get(file.toUri().toString())))
            .map(Block::where)
            .orElse("")
        + " (line "
        + at.getLineNumber()
        + " of the wrapped block): ";
  }

  @Test
  void json_isWhatItsReaderTakes() throws Exception {
    List<String> faults = new ArrayList<>();
    for (Block block : blocks("json")) {
      try {
        read(block);
      } catch (Exception refused) { // each reader has its own
        faults.add(block.where() + ": " + refused.getMessage());
      }
    }
    assertThat(faults).isEmpty();
  }

  private void read(Block block) throws Exception {
    JsonNode json = JSON.readTree(block.text());
    if (json.has("category")) {
      GateProfile.parse(block.text().getBytes(StandardCharsets.UTF_8));
    } else if (json.path("type").asString("").equals("yd-policy")) {
      Path file = Files.writeString(folder.resolve("policy.json"), block.text());
      String said = tool("policy", "check", file.toString());
      assertThat(said).isEmpty();
    } else if (json.has("prev")) {
      Path journal = Files.createDirectories(folder.resolve("journal"));
      Files.writeString(journal.resolve("journal-0000000000000001.jsonl"), block.text());
      assertThat(tool("journal", "verify", journal.toString())).isEmpty();
      assertThat(journalMembers()).containsAll(json.propertyNames());
    }
  }

  /** Returns the members of a journal's line, from the table of the formats. */
  private static List<String> journalMembers() {
    List<String> members = new ArrayList<>();
    String text;
    try {
      text = Files.readString(Document.ROOT.resolve("docs/formats.md"));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
    String journal = text.substring(text.indexOf("## 10. Journal"), text.indexOf("**Pseudonym.**"));
    Matcher cell = Pattern.compile("^\\| ([^|]+) \\|", Pattern.MULTILINE).matcher(journal);
    while (cell.find()) {
      Pattern.compile("`(\\w+)`")
          .matcher(cell.group(1))
          .results()
          .forEach(m -> members.add(m.group(1)));
    }
    return members;
  }

  /** Returns what the tool says of a failure; nothing if there is none. */
  private static String tool(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, out, arguments);
    int code = new CommandLineTool(terminal, Clock.systemUTC()).run(arguments);
    return code == 0 ? "" : bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void xml_isWellFormed() throws Exception {
    for (Block block : blocks("xml")) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      String whole = "<all>" + block.text().replaceFirst("^<\\?xml.*\\?>", "") + "</all>";
      assertThat(factory.newDocumentBuilder().parse(new InputSource(new StringReader(whole))))
          .as(block.where())
          .isNotNull();
    }
  }

  @Test
  void properties_areSettingsOrPrompts() throws IOException {
    List<String> faults = new ArrayList<>();
    for (Block block : blocks("properties")) {
      Properties properties = new Properties();
      properties.load(new StringReader(block.text()));
      properties.forEach(
          (name, value) -> {
            if (String.valueOf(value).isBlank()) {
              faults.add(block.where() + ": " + name + " says nothing");
            }
          });
      boolean isPrompts =
          properties.stringPropertyNames().stream()
              .anyMatch(name -> name.matches("(admit|charge|retry|assist)\\..*"));
      if (isPrompts) {
        PromptCatalog.of(Locale.CHINESE)
            .with(block.text())
            .problems()
            .forEach(problem -> faults.add(block.where() + ": " + problem));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void yaml_isRead() throws IOException {
    for (Block block : blocks("yaml")) {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object read = new Yaml(new SafeConstructor(options)).load(block.text());
      assertThat(read).as(block.where()).isNotNull();
    }
  }

  /** Two readers at once: most of the time is that of processes that start. */
  @Test
  void commands_doWhatTheDocumentSays() throws Exception {
    NotRun notRun = NotRun.read();
    List<Callable<List<String>>> walks = new ArrayList<>();
    for (Document document : Document.all()) {
      for (String language : List.of("zh", "en")) {
        Path home = folder.resolve("walk" + walks.size());
        walks.add(() -> walk(document, language, home, notRun));
      }
    }
    ExecutorService readers = Executors.newFixedThreadPool(2);
    List<String> faults = new ArrayList<>();
    try {
      for (Future<List<String>> walk : readers.invokeAll(walks)) {
        faults.addAll(walk.get());
      }
    } finally {
      readers.shutdownNow();
    }
    assertThat(faults).isEmpty();
  }

  private static List<String> walk(Document document, String language, Path home, NotRun notRun)
      throws IOException, InterruptedException {
    try (Walk walk = new Walk(home, language, notRun)) {
      for (Block block : document.blocks()) {
        boolean isCommands =
            (block.kind().equals("sh") || block.kind().equals("console"))
                && !notRun.covers(document.file(), NotRun.COMMANDS);
        if (block.about().contains(".")) {
          walk.write(block);
        } else if (isCommands && language.equals(block.about().isEmpty() ? "zh" : block.about())) {
          walk.follow(block);
        }
      }
      return walk.faults();
    }
  }

  @Test
  void whatIsListedAsNotRun_stands() throws Exception {
    NotRun notRun = NotRun.read();
    for (Document document : Document.all()) {
      for (Block block : document.blocks()) {
        notRun.covers(block.document(), block.kind());
        notRun.covers(block.document(), NotRun.COMMANDS);
        Walk.commands(block).forEach(command -> notRun.covers(block.document(), command));
      }
    }
    assertThat(notRun.unused()).isEmpty();
  }
}
