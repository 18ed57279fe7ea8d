package org.youdai.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.youdai.trust.TrustAnchor;
import picocli.CommandLine.Option;

/** The pinned root, for a command that takes it from nowhere else. */
final class RootOption {
  @Option(names = "--root", paramLabel = "FILE", defaultValue = "${env:YOUDAI_ROOT:-}")
  private String root = "";

  TrustAnchor anchor(Terminal terminal) throws IOException {
    if (root.isEmpty()) {
      throw new Failure(terminal.text("error.root-needed"));
    }
    Path pinned = Path.of(root);
    if (!Files.isRegularFile(pinned)) {
      throw new Failure(terminal.text("error.root", pinned));
    }
    return TrustAnchor.of(Files.readAllBytes(pinned));
  }
}
