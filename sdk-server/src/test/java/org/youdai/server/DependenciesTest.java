package org.youdai.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Libraries that have been a way in before, and the versions from which on they are not. It knows
 * what stands here and no more: it is no feed of vulnerabilities.
 */
final class DependenciesTest {
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

  /** A version that there is none of: the family is not let in at all. */
  private static final String NEVER = "999999";

  private static final Map<String, String> GOOD_FROM =
      Map.ofEntries(
          Map.entry("log4j-core", "2.25.3"),
          Map.entry("log4j", NEVER),
          Map.entry("snakeyaml", "2.0"),
          Map.entry("commons-collections", NEVER),
          Map.entry("commons-fileupload", NEVER),
          Map.entry("commons-beanutils", NEVER),
          Map.entry("commons-text", "1.10.0"),
          Map.entry("commons-compress", "1.26.0"),
          Map.entry("commons-io", "2.14.0"),
          Map.entry("commons-lang3", "3.18.0"),
          Map.entry("xstream", NEVER),
          Map.entry("fastjson", NEVER),
          Map.entry("groovy", NEVER),
          Map.entry("h2", "2.2.220"),
          Map.entry("postgresql", "42.7.7"),
          Map.entry("bcprov-jdk18on", "1.78"),
          Map.entry("bcprov-jdk15on", NEVER),
          Map.entry("logback-core", "1.5.19"),
          Map.entry("netty-codec", "4.1.125"),
          Map.entry("netty-codec-http", "4.1.125"),
          Map.entry("netty-handler", "4.1.118"),
          Map.entry("protobuf-java", "3.25.5"),
          Map.entry("guava", "32.0.0"),
          Map.entry("json-smart", "2.5.2"),
          Map.entry("nimbus-jose-jwt", "10.0.2"),
          Map.entry("jackson-core", "2.15.0"),
          Map.entry("jackson-databind", "2.15.0"),
          Map.entry("tomcat-embed-core", "11.0.12"),
          Map.entry("spring-core", "7.0.0"),
          Map.entry("spring-web", "7.0.0"),
          Map.entry("spring-security-core", "7.0.0"),
          Map.entry("flyway-core", "10.0.0"));

  private static List<String> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).getFileName().toString())
        .toList();
  }

  /** Returns what is wrong with a jar; empty if nothing is known to be. */
  private static Optional<String> wrong(String jar) {
    Matcher name = JAR.matcher(jar);
    if (!name.matches() || !GOOD_FROM.containsKey(name.group(1))) {
      return Optional.empty();
    }
    String from = GOOD_FROM.get(name.group(1));
    return compare(name.group(2), from) < 0
        ? Optional.of(jar + ": " + (from.equals(NEVER) ? "not to be used" : "older than " + from))
        : Optional.empty();
  }

  private static int compare(String version, String other) {
    int[] a = numbers(version);
    int[] b = numbers(other);
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      int difference = Integer.compare(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[^0-9]+"))
        .filter(part -> !part.isEmpty())
        .mapToInt(part -> Integer.parseInt(part.substring(0, Math.min(9, part.length()))))
        .toArray();
  }

  @Test
  void classPath_hasNoLibraryThatIsKnownToBeAWayIn() {
    List<String> jars = jars();
    assertThat(jars).as("the check sees the class path").hasSizeGreaterThan(50);
    assertThat(jars).anyMatch(jar -> jar.startsWith("tomcat-embed-core-"));
    assertThat(jars.stream().map(DependenciesTest::wrong).flatMap(Optional::stream)).isEmpty();
  }

  @Test
  void libraryThatIsAWayIn_isFound() {
    assertThat(wrong("log4j-core-2.14.1.jar")).isPresent();
    assertThat(wrong("snakeyaml-1.33.jar")).isPresent();
    assertThat(wrong("commons-collections-3.2.2.jar")).isPresent();
    assertThat(wrong("xstream-1.4.21.jar")).isPresent();
    assertThat(wrong("h2-1.4.200.jar")).isPresent();
    assertThat(wrong("netty-codec-http-4.1.100.Final.jar")).isPresent();
    assertThat(wrong("guava-31.1-jre.jar")).isPresent();
  }

  @Test
  void libraryThatIsMended_isLetIn() {
    assertThat(wrong("snakeyaml-2.4.jar")).isEmpty();
    assertThat(wrong("snakeyaml-2.0.jar")).isEmpty();
    assertThat(wrong("h2-2.4.240.jar")).isEmpty();
    assertThat(wrong("guava-33.4.8-jre.jar")).isEmpty();
    assertThat(wrong("netty-codec-http-4.2.9.Final.jar")).isEmpty();
  }
}
