package org.youdai.server.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A reader who types what a document says, in a folder of its own, and compares. {@code ./youdai}
 * runs in one process, other commands in a shell; what ends with {@code &} goes on behind. Ports
 * that a document names are free ones instead.
 */
final class Walk implements AutoCloseable {
  private static final Pattern TOOL = Pattern.compile("(?:\\./|\\.\\./youdai/)youdai( .*)?");
  private static final Pattern KEY = Pattern.compile("ydk_[0-9a-z]+_[0-9A-Za-z_-]+");
  private static final Set<String> HARMLESS = Set.of("cat", "cp", "curl", "mkdir", "rm", "touch");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Path home;
  private final String language;
  private final NotRun notRun;
  private final Map<String, String> ports = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<Process> behind = new ArrayList<>();
  private Optional<ToolProcess> tool = Optional.empty();
  private Path folder;
  private int lastCode;
  private boolean isCodeAskedFor = true;
  private String pending = "";

  Walk(Path home, String language, NotRun notRun) throws IOException {
    this.home = home;
    this.folder = Files.createDirectories(home.resolve("youdai"));
    this.language = language;
    this.notRun = notRun;
  }

  /** A command, and what the document says that it prints. */
  private record Step(String command, List<String> shown) {}

  /** Returns the commands of a block: all lines of {@code sh}, those behind a $ of others. */
  private static List<Step> steps(Block block) {
    List<Step> steps = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    boolean isTranscript = !block.kind().equals("sh");
    for (String line : block.text().lines().toList()) {
      boolean isFirst = command.isEmpty();
      boolean isCommand = !isTranscript || !isFirst || line.startsWith("$ ");
      if (!isCommand) {
        if (!steps.isEmpty() && !line.isBlank()) {
          steps.get(steps.size() - 1).shown().add(line);
        }
        continue;
      }
      String said = isTranscript && isFirst ? line.substring(2) : line.strip();
      command.append(isFirst ? "" : " ").append(said.replaceAll("(^| +)# .*$", "").strip());
      if (command.toString().endsWith("\\")) {
        command.setLength(command.length() - 1);
      } else {
        if (!command.toString().isBlank()) {
          steps.add(new Step(command.toString().strip(), new ArrayList<>()));
        }
        command.setLength(0);
      }
    }
    return steps;
  }

  /** Returns the commands of a block. */
  static List<String> commands(Block block) {
    return steps(block).stream().map(Step::command).toList();
  }

  /** Follows one block. */
  void follow(Block block) throws InterruptedException {
    for (Step step : steps(block)) {
      try {
        follow(block, step);
      } catch (IOException impossible) {
        fault(block, step.command(), impossible.getMessage());
      }
    }
  }

  private void follow(Block block, Step step) throws IOException, InterruptedException {
    String command = step.command();
    if (command.equals("echo $?")) {
      isCodeAskedFor = true;
      String said = step.shown().isEmpty() ? "" : step.shown().get(0).strip();
      if (!said.equals(Integer.toString(lastCode))) {
        fault(block, command, "it is " + lastCode);
      }
      return;
    }
    requireSuccess();
    if (notRun.covers(block.document(), command)) {
      return;
    }
    String output = run(block, command);
    List<String> lines = output.lines().map(Walk::rough).toList();
    int from = 0;
    for (String shown : step.shown()) {
      Pattern wanted = pattern(shown);
      int at = from;
      while (at < lines.size() && !wanted.matcher(lines.get(at)).find()) {
        at++;
      }
      if (at == lines.size()) {
        fault(block, command, "it does not print: " + shown + "\nbut:\n" + output);
        return;
      }
      from = at + 1;
    }
  }

  private void requireSuccess() {
    if (!isCodeAskedFor && lastCode != 0) {
      faults.add(pending);
    }
    isCodeAskedFor = true;
  }

  private void fault(Block block, String command, String what) {
    faults.add(block.where() + ": " + command + ": " + what);
  }

  /** Returns a line without what differs each time. */
  private static String rough(String line) {
    return line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
        .replaceAll("[0-9][0-9,.]*", "0")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static Pattern pattern(String shown) {
    StringBuilder regex = new StringBuilder();
    for (String part : rough(shown).split("…", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part.strip()));
    }
    return Pattern.compile(regex.toString());
  }

  private String run(Block block, String documented) throws IOException, InterruptedException {
    String command = withFreePorts(documented);
    if (command.startsWith("git clone ")) {
      folder = home; // where its folder is already
      return "";
    }
    if (command.startsWith("cd ")) {
      folder = folder.resolve(command.substring(3)).normalize();
      tool.ifPresent(ToolProcess::close);
      tool = Optional.empty();
      return "";
    }
    if (command.equals("kill %1")) {
      Process oldest = behind.remove(0);
      oldest.destroyForcibly().waitFor();
      return "";
    }
    if (command.startsWith("KEY=")) {
      return ""; // the first start of a server has shown it
    }
    if (command.endsWith("&")) {
      return startBehind(block, command.substring(0, command.length() - 1).strip());
    }
    ToolProcess.Ran ran = runHere(command);
    lastCode = ran.code();
    isCodeAskedFor = lastCode == 0;
    pending = block.where() + ": " + documented + ": ends with " + lastCode + "\n" + ran.output();
    return ran.output();
  }

  private ToolProcess.Ran runHere(String command) throws IOException, InterruptedException {
    int pipe = command.indexOf(" | ");
    String first = pipe < 0 ? command : command.substring(0, pipe);
    Matcher ours = TOOL.matcher(first);
    if (!ours.matches()) {
      boolean isMaven = command.startsWith("mvn ");
      if (!isMaven && !HARMLESS.contains(command.split(" ", 2)[0])) {
        throw new IOException("neither run nor listed as not run: " + command);
      }
      return shell(isMaven ? ownProject(command) : command, "");
    }
    if (!tool.isPresent()) {
      tool = Optional.of(ToolProcess.in(folder));
    }
    ToolProcess.Ran ran = tool.get().run(arguments(first));
    return pipe < 0 ? ran : shell(command.substring(pipe + 3), ran.output());
  }

  /** Returns the words behind {@code ./youdai}, as a shell splits them, in this language. */
  private List<String> arguments(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(command);
    while (word.find()) {
      Stream.of(1, 2, 3).map(word::group).filter(each -> each != null).forEach(words::add);
    }
    words.remove(0);
    if (!words.contains("--lang")) {
      words.addAll(List.of("--lang", language));
    }
    return words;
  }

  private ToolProcess.Ran shell(String command, String input)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", command).directory(folder.toFile());
    builder.environment().putAll(variables);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    return new ToolProcess.Ran(process.waitFor(), new String(output, StandardCharsets.UTF_8));
  }

  /**
   * Returns what {@code mvn compile exec:java} does for a project that has been typed in, without
   * the repository of artefacts in which this build is not installed.
   */
  private String ownProject(String command) throws IOException {
    Matcher main = Pattern.compile("mvn .*exec:java -Dexec.mainClass=(\\S+)(.*)").matcher(command);
    if (!main.matches()) {
      throw new IOException("neither run nor listed as not run: " + command);
    }
    Path javac = Path.of(System.getProperty("java.home"), "bin", "javac");
    String classPath = System.getProperty("java.class.path");
    Files.writeString(folder.resolve("class-path"), "-cp \"" + classPath + '"');
    return javac
        + " @class-path -proc:none -d classes $(find src/main/java -name '*.java') && "
        + String.join(" ", ToolProcess.java(main.group(1)))
            .replace(classPath, classPath + ":classes")
        + main.group(2);
  }

  private String startBehind(Block block, String command) throws IOException, InterruptedException {
    Matcher ours = TOOL.matcher(command);
    if (!ours.matches()) {
      throw new IOException("neither run nor listed as not run: " + command);
    }
    List<String> arguments = arguments(command);
    String standard = arguments.contains("authority") ? "8090" : "8080";
    String port = ports.computeIfAbsent(standard, Walk::free);
    if (!arguments.contains("--port")) {
      arguments.addAll(List.of("--port", port));
    }
    List<String> whole = ToolProcess.java("org.youdai.server.Youdai");
    whole.addAll(arguments);
    Path log = Files.createTempFile(home, "behind", ".log");
    Process process =
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    behind.add(process);
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!answers(port) && process.isAlive() && System.nanoTime() < deadline) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    String output = settled(log, process, deadline);
    if (!process.isAlive()) {
      fault(block, command, "it ends at once\n" + output);
    }
    Matcher key = KEY.matcher(output);
    if (key.find()) {
      variables.put("KEY", key.group());
    }
    return output.replace(":" + port, ":" + standard);
  }

  /** Returns what was printed once it says that it is ready, after its port is open. */
  private static String settled(Path log, Process process, long deadline)
      throws IOException, InterruptedException {
    while (!Files.readString(log).contains("Ctrl+C")
        && process.isAlive()
        && System.nanoTime() < deadline) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return Files.readString(log);
  }

  private static boolean answers(String port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      return socket.isConnected();
    } catch (IOException closed) {
      return false;
    }
  }

  private String withFreePorts(String command) {
    String changed = command;
    for (Map.Entry<String, String> port : ports.entrySet()) {
      changed = changed.replace("127.0.0.1:" + port.getKey(), "127.0.0.1:" + port.getValue());
    }
    return changed;
  }

  private static String free(String unused) {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /** Writes a block that is headed by a file's name, where its reader would. */
  void write(Block block) throws IOException {
    Path file = folder.resolve(block.about()).normalize();
    if (!file.startsWith(home)) {
      throw new IOException("outside of the walk: " + file);
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, block.text());
  }

  /** Returns what did not come out as the document says. */
  List<String> faults() {
    requireSuccess();
    return faults;
  }

  @Override
  public void close() {
    tool.ifPresent(ToolProcess::close);
    for (Process process : behind) {
      process.destroyForcibly().onExit().join();
    }
  }
}
