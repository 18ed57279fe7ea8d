package org.youdai.internal.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.youdai.TestAuthority;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SigningKey;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

/** Every limit of {@code docs/formats.md} §11 on documents: at it, and one beyond. */
final class DocumentLimitsTest {
  private final SigningKey key =
      SigningKey.generate(SignatureAlgorithm.ED25519, TestAuthority.random(141));
  private final Validity span =
      new Validity(Instant.ofEpochSecond(1), Instant.ofEpochSecond(2_000_000_000));

  /** Something that is read. */
  private interface Reader {
    void read() throws Rejection;
  }

  private static Reason reasonOf(Reader reader) {
    try {
      reader.read();
      return Reason.BENEFIT_GRANTED;
    } catch (Rejection rejection) {
      return rejection.reason();
    }
  }

  private static void assertGood(Reader reader) {
    assertThat(reasonOf(reader)).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  private static void assertMalformed(Reader reader) {
    assertThat(reasonOf(reader)).isEqualTo(Reason.DOCUMENT_MALFORMED);
  }

  private static void assertTooLarge(Reader reader) {
    assertThat(reasonOf(reader)).isEqualTo(Reason.DOCUMENT_TOO_LARGE);
  }

  private byte[] rootBytes() {
    DocumentWriter.Role alone = new DocumentWriter.Role(1, List.of(key));
    return DocumentWriter.root(1, span, new DocumentWriter.Roles(alone, alone, alone, alone));
  }

  private RootDocument root() throws Rejection {
    return RootDocument.read(TrustAnchor.of(rootBytes()));
  }

  /** Blanks before the closing brace, so that the document has exactly {@code size} bytes. */
  private static byte[] padded(byte[] document, int size) {
    byte[] padded = new byte[size];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(document, 0, padded, 0, document.length - 1);
    padded[size - 1] = '}';
    return padded;
  }

  @Test
  void root_mayHave64KiB() {
    assertGood(() -> RootDocument.read(TrustAnchor.of(padded(rootBytes(), 64 * 1024))));
    assertTooLarge(() -> RootDocument.read(TrustAnchor.of(padded(rootBytes(), 64 * 1024 + 1))));
  }

  @Test
  void policy_mayHave256KiB() {
    byte[] policy = DocumentWriter.sign(PolicyLibrary.policy("shandong"), List.of(key));
    assertGood(() -> PolicyDocument.read(padded(policy, 256 * 1024), root()));
    assertTooLarge(() -> PolicyDocument.read(padded(policy, 256 * 1024 + 1), root()));
  }

  @Test
  void document_mayHave16Signatures() {
    byte[] payload = PolicyLibrary.policy("shandong");
    assertGood(
        () ->
            PolicyDocument.read(
                DocumentWriter.sign(payload, Collections.nCopies(16, key)), root()));
    assertMalformed(
        () ->
            PolicyDocument.read(
                DocumentWriter.sign(payload, Collections.nCopies(17, key)), root()));
  }

  private static byte[] trust(int issuers, int killed) {
    String issuer = "{\"id\":\"999999\",\"name\":{\"zh\":\"z\",\"en\":\"e\"},\"keys\":[]}";
    String list =
        IntStream.range(0, killed)
            .mapToObj(i -> "\"AAAAAAAAAAAAAAAAA%05d\"".formatted(i).replaceAll("\\d\"$", "A\""))
            .collect(Collectors.joining(","));
    return """
        {"type":"yd-trust","version":1,"issued":1,"expires":2,"issuers":[%s],"statusKeys":[],
        "killed":[%s]}"""
        .formatted(String.join(",", Collections.nCopies(issuers, issuer)), list)
        .getBytes(UTF_8);
  }

  private void readTrust(byte[] payload) throws Rejection {
    TrustDocument.read(DocumentWriter.sign(payload, List.of(key)), root());
  }

  @Test
  void trustList_mayHave256Issuers() {
    assertGood(() -> readTrust(trust(256, 0)));
    assertMalformed(() -> readTrust(trust(257, 0)));
  }

  @Test
  void trustList_mayKillAsManyAsFitItsSize() {
    assertGood(() -> readTrust(trust(0, 7_000)));
    assertTooLarge(() -> readTrust(trust(0, 10_001)));
  }

  private static byte[] policy(int rules) {
    String rule =
        "{\"id\":\"%d\",\"when\":{\"venue\":[\"PARK\"]},\"grant\":{\"benefit\":\"FREE\"},\"basis\":\"b\"}";
    return """
        {"type":"yd-policy","version":1,"jurisdiction":"","title":"","issued":1,"effectiveFrom":1,
        "rules":[%s]}"""
        .formatted(
            IntStream.range(0, rules).mapToObj(rule::formatted).collect(Collectors.joining(",")))
        .getBytes(UTF_8);
  }

  @Test
  void policy_mayHave512Rules() {
    assertGood(() -> PolicyDocument.readUnsigned(policy(512)));
    assertMalformed(() -> PolicyDocument.readUnsigned(policy(513)));
  }

  @Test
  void json_mayNest16Deep() {
    assertGood(() -> Json.parse(("{\"a\":".repeat(15) + "{}" + "}".repeat(15)).getBytes(UTF_8)));
    assertMalformed(
        () -> Json.parse(("{\"a\":".repeat(16) + "{}" + "}".repeat(16)).getBytes(UTF_8)));
  }

  @Test
  void version_isFrom1To31Bits() {
    String policy = new String(policy(1), UTF_8);
    assertGood(
        () ->
            PolicyDocument.readUnsigned(
                policy.replace("\"version\":1", "\"version\":2147483647").getBytes(UTF_8)));
    for (String wrong : new String[] {"0", "-1", "2147483648", "1.0", "\"1\"", "1e3", "null"}) {
      assertMalformed(
          () ->
              PolicyDocument.readUnsigned(
                  policy.replace("\"version\":1", "\"version\":" + wrong).getBytes(UTF_8)));
    }
  }
}
