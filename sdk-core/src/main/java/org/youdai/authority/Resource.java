package org.youdai.authority;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A file that comes with the library. */
final class Resource {
  private Resource() {}

  static byte[] read(String name) {
    try (InputStream in = Objects.requireNonNull(Resource.class.getResourceAsStream(name), name)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int more = in.read(buffer); more >= 0; more = in.read(buffer)) {
        out.write(buffer, 0, more);
      }
      return out.toByteArray();
    } catch (IOException broken) {
      throw new UncheckedIOException(name + " cannot be read from the library", broken);
    }
  }
}
