package org.youdai.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where something was measured: read at the start, since a busy machine tells of itself. */
record Machine(String processor, int processors, String system, double load) {
  static Machine here() {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException notLinux) {
      return "unknown processor";
    }
  }

  @Override
  public String toString() {
    return "%s, %d virtual cores, %s, load average %.1f at the start"
        .formatted(processor, processors, system, load);
  }
}
