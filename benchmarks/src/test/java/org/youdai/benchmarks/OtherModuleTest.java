package org.youdai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.trust.SignatureModule;

/** A module on the class path checks every signature; nothing else need be done for it. */
final class OtherModuleTest {
  @TempDir private Path folder;

  @Test
  void anotherProvider_decidesAsBouncyCastleDoes() throws Exception {
    List<String> said = run(OtherModule.class.getName());
    assertThat(said)
        .contains("SM2:BENEFIT_GRANTED", "ES256:BENEFIT_GRANTED", "ED25519:BENEFIT_GRANTED")
        .contains("SIGNATURE_INVALID:SIGNATURE_INVALID", "asked:3");
    assertThat(said.subList(3, said.size() - 1))
        .hasSizeGreaterThan(30)
        .allSatisfy(each -> assertThat(each).matches("(.*):\\1"));
  }

  @Test
  void moduleWithoutAnAnswer_leavesTheCodeToStaff() throws Exception {
    assertThat(run(OtherModule.OutOfOrder.class.getName()))
        .contains("SM2:BENEFIT_GRANTED", "ES256:PROFILE_FAILED");
  }

  @Test
  void twoModules_letNothingStart() {
    assertThatThrownBy(
            () -> run(OtherModule.class.getName(), OtherModule.OutOfOrder.class.getName()))
        .hasStackTraceContaining("two signature modules");
  }

  /** Runs in class loaders of its own, as in a process of its own, with modules installed. */
  private List<String> run(String... modules) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(SignatureModule.class.getName()), List.of(modules));
    List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(each).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Callable<?> run =
          (Callable<?>)
              loader.loadClass(OtherModule.Run.class.getName()).getConstructor().newInstance();
      return ((List<?>) run.call()).stream().map(Object::toString).toList();
    }
  }
}
