package org.youdai.android.station;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.youdai.TestAuthority;

/** A station in a process of its own, which can be killed. */
final class StationProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  private StationProcess(Process process) {
    this.process = process;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Opens the station that is set up in a folder, and does so much as it is told. */
  public static void main(String[] args) throws Exception {
    AppStorage storage = new AppStorage(Path.of(args[0]), () -> 0);
    StationSettings settings = storage.settings().orElseThrow();
    SetClock clock = new SetClock(TestAuthority.NOW);
    try (Station station = Station.open(storage, settings, clock.device());
        BufferedReader told =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("open");
      for (String word = told.readLine(); word != null; word = told.readLine()) {
        System.out.println(station.sync().result());
      }
    }
  }

  /** Starts one, and returns when it is open. */
  static StationProcess start(Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StationProcess.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    StationProcess started = new StationProcess(process);
    String first = started.said.readLine();
    if (!"open".equals(first)) {
      throw new IOException("not open but " + first);
    }
    return started;
  }

  void tellToSync() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Returns how the update ended that it was told to do. */
  String result() throws IOException {
    return said.readLine();
  }

  /** Kills it by SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
