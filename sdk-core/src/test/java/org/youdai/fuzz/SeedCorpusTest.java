package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code campaigns/fuzz} finds a target by the folder of its inputs. */
final class SeedCorpusTest {
  private static final Path CLASSES =
      Path.of(System.getProperty("basedir", "")).resolve("target/test-classes/org/youdai/fuzz");

  @Test
  void everyTarget_hasItsFolderOfInputs_andNoFolderIsLeftOver()
      throws IOException, ClassNotFoundException {
    Set<String> targets = new TreeSet<>();
    for (Path file : list(CLASSES)) {
      String name = file.getFileName().toString();
      if (name.endsWith("Fuzz.class")) {
        Class<?> type = Class.forName("org.youdai.fuzz." + name.replace(".class", ""));
        for (Method method : type.getDeclaredMethods()) {
          if (method.isAnnotationPresent(FuzzTest.class)) {
            targets.add(type.getSimpleName() + "Inputs/" + method.getName());
          }
        }
      }
    }
    Set<String> folders = new TreeSet<>();
    for (Path file : list(CLASSES)) {
      if (file.getFileName().toString().endsWith("Inputs")) {
        for (Path folder : list(file)) {
          assertThat(list(folder)).as(folder.toString()).isNotEmpty();
          folders.add(file.getFileName() + "/" + folder.getFileName());
        }
      }
    }
    assertThat(folders).isEqualTo(targets).isNotEmpty();
  }

  private static Set<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
