package org.youdai.android;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.mojo.animal_sniffer.ClassListBuilder;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.Logger;
import org.codehaus.mojo.animal_sniffer.logging.PrintWriterLogger;
import org.junit.jupiter.api.Test;

/** Nothing that an app gets with this library needs more than Android 8.0 (API 26). */
final class DependencyApiTest {
  private static final String SEPARATOR = Pattern.quote(File.pathSeparator);

  /** What is missing on Android and never reached from here, by prefixes of names, and why. */
  private static final Map<String, String> NEVER_REACHED =
      Map.of(
          "Record.", "D8 turns records into what API 26 runs",
          "javax.naming.", "certificate stores of BouncyCastle that ask an LDAP server",
          "org.bouncycastle.cert.", "PEM files, which nimbus reads with another jar",
          "org.bouncycastle.openssl.", "PEM files, which nimbus reads with another jar",
          "com.google.crypto.tink.", "encryption and Ed25519 of nimbus; not used here");

  /** The last word of a finding begins with the type, for a member behind what it gives. */
  private static final Pattern FINDING = Pattern.compile("Undefined reference: (?:\\S+ )?(\\S+)");

  /** Returns what a class path needs that is neither in it nor in API 26, in sorted order. */
  private static Set<String> missing(List<Path> classPath, List<Path> checked) throws IOException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Logger log = new PrintWriterLogger(new PrintStream(told, true, StandardCharsets.UTF_8));
    ClassListBuilder own = new ClassListBuilder(log);
    for (Path part : classPath) {
      own.process(part.toFile());
    }
    try (InputStream signature = Files.newInputStream(Path.of(property("api26.signature")))) {
      SignatureChecker checker = new SignatureChecker(signature, own.getPackages(), log);
      checker.setSourcePath(List.of());
      for (Path part : checked) {
        checker.process(part.toFile());
      }
    }
    Set<String> missing = new TreeSet<>();
    Matcher finding = FINDING.matcher(told.toString(StandardCharsets.UTF_8));
    while (finding.find()) {
      missing.add(finding.group(1));
    }
    return missing;
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private static List<Path> runtimeClassPath() throws IOException {
    List<Path> parts = new ArrayList<>();
    String list = Files.readString(Path.of(property("runtime.classpath")));
    for (String part : list.trim().split(SEPARATOR, -1)) {
      parts.add(Path.of(part));
    }
    return parts;
  }

  @Test
  void coreAndEveryDependency_needNothingAboveApi26() throws IOException {
    List<Path> classPath = runtimeClassPath();
    assertThat(classPath).anyMatch(part -> part.toString().contains("sdk-core"));
    assertThat(classPath).anyMatch(part -> part.toString().contains("bcprov"));
    Set<String> missing = missing(classPath, classPath);
    Set<String> reached = new TreeSet<>(missing);
    reached.removeIf(name -> NEVER_REACHED.keySet().stream().anyMatch(name::startsWith));
    assertThat(reached).isEmpty();
    assertThat(NEVER_REACHED.keySet())
        .as("exceptions that nothing needs any more")
        .allMatch(prefix -> missing.stream().anyMatch(name -> name.startsWith(prefix)));
  }

  @Test
  void classThatUsesANewerApi_isFound() throws IOException {
    Path classes = Path.of("target", "test-classes");
    Path newer = classes.resolve(Newer.class.getName().replace('.', '/') + ".class");
    assertThat(missing(List.of(classes), List.of(newer))).contains("String.isBlank()");
  }

  /** {@link String#isBlank()} came with API 33. */
  static final class Newer {
    static boolean isEmpty(String text) {
      return text.isBlank();
    }
  }
}
