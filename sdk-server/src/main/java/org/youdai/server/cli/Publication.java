package org.youdai.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import org.youdai.ListSource;
import org.youdai.decision.Rejection;
import org.youdai.feed.BundleSource;
import org.youdai.feed.HttpSource;
import org.youdai.server.ListsLocation;

/**
 * Where a person says that lists are published.
 *
 * @param text an http or https URL, a folder, or a bundle file
 */
record Publication(String text, Terminal terminal) {
  /** Returns the source; a mistake that can be seen at once is a {@link Failure}. */
  ListSource open(HttpSource.Options options) throws IOException {
    ListsLocation location = location();
    if (location.isStore()) {
      throw new Failure(terminal.text("error.source-store", text));
    }
    if (location instanceof ListsLocation.BundleFile bundle) {
      requireWhole(bundle);
    }
    return location.source(options);
  }

  /** Returns the place. */
  ListsLocation location() {
    try {
      return ListsLocation.of(text);
    } catch (IllegalArgumentException notAPlace) {
      throw new Failure(
          terminal.text("error.source", text, String.valueOf(notAPlace.getMessage())), notAPlace);
    }
  }

  private void requireWhole(ListsLocation.BundleFile bundle) throws IOException {
    if (!Files.isRegularFile(bundle.file())) {
      throw new Failure(terminal.text("error.no-file", bundle.file()));
    }
    try {
      BundleSource.open(bundle.file());
    } catch (IOException damaged) {
      if (damaged.getCause() instanceof Rejection rejection) {
        throw new Failure(
            terminal.text(
                "error.bundle", bundle.file(), rejection.reason().code(), rejection.where()),
            damaged);
      }
      throw damaged;
    }
  }
}
