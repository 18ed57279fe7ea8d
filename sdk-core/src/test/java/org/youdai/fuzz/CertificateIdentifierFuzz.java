package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.youdai.credential.CertificateIdentifier;

/** The parts of what is read make up the text again, and one check character is right. */
final class CertificateIdentifierFuzz {
  @FuzzTest
  void text(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Optional<CertificateIdentifier> parsed = CertificateIdentifier.parse(text);
    if (!parsed.isPresent()) {
      return;
    }
    CertificateIdentifier identifier = parsed.get();
    String start =
        CertificateIdentifier.PREFIX
            + String.join(
                ".",
                identifier.type(),
                identifier.issuer(),
                identifier.serial(),
                identifier.version(),
                "");
    assertThat(start + identifier.checkCharacter()).isEqualTo(text);
    long right =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            .chars()
            .filter(
                check ->
                    CertificateIdentifier.parse(start + (char) check)
                        .orElseThrow()
                        .isCheckCharacterRight())
            .count();
    assertThat(right).isEqualTo(1);
  }
}
