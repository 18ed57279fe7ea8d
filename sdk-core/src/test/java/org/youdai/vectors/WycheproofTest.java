package org.youdai.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Rejection;
import org.youdai.trust.SignatureAlgorithm;

/** Project Wycheproof's own vectors, which are not part of this repository. */
final class WycheproofTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "../../shared/vectors/wycheproof");

  @ParameterizedTest
  @CsvSource({
    "ES256, ecdsa_secp256r1_sha256_p1363_test.json",
    "ED25519, ed25519_test.json",
  })
  void sdk_agrees(SignatureAlgorithm algorithm, String name) throws IOException, Rejection {
    Path path = FOLDER.resolve(name);
    assumeTrue(Files.exists(path), "Wycheproof's files are not here: " + path);
    VectorFile file = VectorFile.read(path);
    assertThat(file.mismatches(new SdkJudge(algorithm, false))).isEmpty();
    int cases = file.groups().stream().mapToInt(group -> group.cases().size()).sum();
    assertThat(cases).isEqualTo(file.numberOfTests());
  }
}
