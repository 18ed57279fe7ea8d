package org.youdai.authority;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.PolicyDocument;
import org.youdai.policy.BenefitPolicy;

/**
 * Policies that come with the library, as unsigned JSON. Shandong's is complete; the others are
 * examples of rules that other places have, made from public reports.
 */
public final class PolicyLibrary {
  /** The places, each a name for {@link #policy}. */
  public static final List<String> PLACES =
      List.of("shandong", "beijing", "hunan", "guangzhou", "hainan", "yunfu", "datong");

  private PolicyLibrary() {}

  /**
   * Returns the policy of a place.
   *
   * @throws IllegalArgumentException if it is none of {@link #PLACES}
   */
  public static byte[] policy(String place) {
    if (!PLACES.contains(place)) {
      throw new IllegalArgumentException("no policy of " + place + "; there are " + PLACES);
    }
    return read(place + ".json");
  }

  /**
   * Returns China's statutory holidays, for the field {@code holidays} of a policy; it says of
   * which years.
   */
  public static byte[] holidays() {
    return read("holidays.json");
  }

  /**
   * Reads a policy before it is signed, exactly as every gate will.
   *
   * @throws IllegalArgumentException if a gate would refuse it; the message says where
   */
  public static BenefitPolicy parse(byte[] unsigned) {
    try {
      return PolicyDocument.readUnsigned(unsigned);
    } catch (Rejection rejection) {
      throw new IllegalArgumentException(rejection.where(), rejection);
    }
  }

  private static byte[] read(String file) {
    String name = "/org/youdai/policy/" + file;
    try (InputStream in =
        Objects.requireNonNull(PolicyLibrary.class.getResourceAsStream(name), name)) {
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
