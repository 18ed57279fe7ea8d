package org.youdai.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.TestAuthority;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.SigningKey;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.trust.Digest;
import org.youdai.trust.KeyId;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

final class ManifestDocumentTest {
  private static final Instant ISSUED = Instant.ofEpochSecond(1_790_000_000);
  private static final Instant EXPIRES = ISSUED.plus(Duration.ofDays(3));
  private static final Digest SM3 = Digest.of(Digest.Kind.SM3, new byte[] {1});
  private static final Digest SHA256 = Digest.of(Digest.Kind.SHA256, new byte[] {2});
  private static final KeyId KID = KeyId.ofBase64Url("AAECAwQFBgc");

  private static final SigningKey MANIFEST_KEY = key(SignatureAlgorithm.SM2, 60);
  private static final SigningKey SECOND_KEY = key(SignatureAlgorithm.ED25519, 61);
  private static final SigningKey OTHER_ROLES_KEY = key(SignatureAlgorithm.ES256, 62);
  private static final RootDocument ROOT = root(1, MANIFEST_KEY, SECOND_KEY);

  private static final Manifest MANIFEST =
      new Manifest(
          7,
          ISSUED,
          EXPIRES,
          Duration.ofMinutes(15),
          new Manifest.Edition(1, SM3),
          new Manifest.Edition(3, SHA256),
          new Manifest.Edition(2, SM3),
          new Manifest.Status(
              42,
              SM3,
              List.of(
                  new Manifest.ListEntry(0, "https://a.example/0", 1 << 20, KID),
                  new Manifest.ListEntry(5, "https://a.example/5", 8, KID)),
              List.of(1L, 40L, 41L)));

  private static SigningKey key(SignatureAlgorithm algorithm, long seed) {
    return SigningKey.generate(algorithm, TestAuthority.random(seed));
  }

  private static RootDocument root(int threshold, SigningKey... manifestKeys) {
    DocumentWriter.Role others = new DocumentWriter.Role(1, List.of(OTHER_ROLES_KEY));
    DocumentWriter.Role manifest = new DocumentWriter.Role(threshold, List.of(manifestKeys));
    byte[] document =
        DocumentWriter.root(
            1,
            new Validity(ISSUED, EXPIRES),
            new DocumentWriter.Roles(others, others, others, manifest));
    try {
      return RootDocument.read(TrustAnchor.of(document));
    } catch (Rejection rejection) {
      throw new AssertionError(rejection.where(), rejection);
    }
  }

  private static String payload() {
    try {
      byte[] document = DocumentWriter.manifest(MANIFEST, List.of(MANIFEST_KEY));
      return Base64URL.from(Json.parse(document).get("payload").text(8192)).decodeToString();
    } catch (Rejection rejection) {
      throw new AssertionError(rejection.where(), rejection);
    }
  }

  private static Manifest readSigned(String payload) throws Rejection {
    byte[] document =
        DocumentWriter.sign(payload.getBytes(StandardCharsets.UTF_8), List.of(MANIFEST_KEY));
    return ManifestDocument.read(document, ROOT);
  }

  private static void assertRefused(byte[] document, RootDocument root, Reason reason) {
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> ManifestDocument.read(document, root))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @Test
  void manifest_isReadAsItWasWritten() throws Rejection {
    byte[] document = DocumentWriter.manifest(MANIFEST, List.of(MANIFEST_KEY));
    assertThat(ManifestDocument.read(document, ROOT)).isEqualTo(MANIFEST);
  }

  @Test
  void payload_isThisText() {
    assertThat(payload())
        .isEqualTo(
            """
            {"type":"yd-manifest","version":7,"issued":1790000000,"expires":1790259200,"ttl":900,\
            "root":{"version":1,"hash":"%1$s"},\
            "trust":{"version":3,"hash":"%2$s"},\
            "policy":{"version":2,"hash":"%1$s"},\
            "status":{"version":42,"state":"%1$s","lists":[\
            {"id":0,"uri":"https://a.example/0","size":1048576,"kid":"AAECAwQFBgc"},\
            {"id":5,"uri":"https://a.example/5","size":8,"kid":"AAECAwQFBgc"}],\
            "deltasFrom":[1,40,41]}}"""
                .formatted(SM3, SHA256));
  }

  /** The text of the good payload is replaced where it first occurs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yd-manifest|yd-trust|type (line 1)",
        "\"version\":7|\"version\":0|version (line 1)",
        "\"version\":7|\"version\":2147483648|version (line 1)",
        "\"version\":7|\"version\":\"7\"|version (line 1)",
        "\"version\":7,||document (line 1): field version is missing",
        "\"issued\":1790000000|\"issued\":-1|issued (line 1)",
        "\"expires\":1790259200|\"expires\":1790000000|expires (line 1)",
        "\"expires\":1790259200|\"expires\":253402300800|expires (line 1)",
        "\"ttl\":900|\"ttl\":0|ttl (line 1)",
        "\"ttl\":900|\"ttl\":604801|ttl (line 1)",
        "\"ttl\":900|\"ttl\":900,\"more\":1|more (line 1): unknown field",
        "\"root\":{\"version\":1|\"root\":{\"version\":0|root.version (line 1)",
        "\"root\":{|\"root\":{\"more\":1,|root.more (line 1): unknown field",
        "\"root\":{|\"root\":7,\"ro\":{|ro (line 1): unknown field",
        "\"hash\":\"sm3:|\"hash\":\"|root.hash (line 1)",
        "\"hash\":\"sha256:|\"hash\":\"sha512:|trust.hash (line 1)",
        "\"trust\":{\"version\":3|\"trust\":{\"version\":-3|trust.version (line 1)",
        "\"policy\":{\"version\":2,|\"policy\":{|policy (line 1): field version is missing",
        "\"version\":42|\"version\":0|status.version (line 1)",
        "\"version\":42|\"version\":2147483648|status.version (line 1)",
        "\"version\":42,|\"version\":42,\"n\":1,|status.n (line 1): unknown field",
        "\"state\":\"sm3:|\"state\":\"sm3|status.state (line 1)",
        "\"id\":0|\"id\":-1|status.lists[0].id (line 1)",
        "\"id\":0|\"id\":5|status.lists[1].id (line 1)",
        "\"id\":0|\"id\":6|status.lists[1].id (line 1)",
        "\"id\":5|\"id\":64|status.lists[1].id (line 1)",
        "\"uri\":\"https://a.example/0\"|\"uri\":0|status.lists[0].uri (line 1)",
        "\"size\":8,|\"size\":0,|status.lists[1].size (line 1)",
        "\"size\":8,|\"size\":12,|status.lists[1].size (line 1)",
        "\"size\":1048576|\"size\":1048584|status.lists[0].size (line 1)",
        "\"kid\":\"AAEC|\"kid\":\"AA|status.lists[0].kid (line 1)",
        "\"size\":8,|\"size\":8,\"bits\":1,|status.lists[1].bits (line 1): unknown field",
        "[1,40,41]|[0,40,41]|status.deltasFrom[0] (line 1)",
        "[1,40,41]|[1,40,40]|status.deltasFrom[2] (line 1)",
        "[1,40,41]|[40,1,41]|status.deltasFrom[1] (line 1)",
        "[1,40,41]|[1,40,42]|status.deltasFrom[2] (line 1)",
        "[1,40,41]|1|status.deltasFrom (line 1)"
      })
  void wrongField_isRefusedWithItsPlace(String good, String wrong, String where) {
    String payload = payload();
    assertThat(payload).contains(good);
    int at = payload.indexOf(good);
    String changed =
        payload.substring(0, at)
            + (wrong == null ? "" : wrong)
            + payload.substring(at + good.length());
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> readSigned(changed))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED))
        .satisfies(r -> assertThat(r.where()).startsWith(where));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":7|\"version\":2147483647",
        "\"ttl\":900|\"ttl\":1",
        "\"ttl\":900|\"ttl\":604800",
        "\"id\":0|\"id\":4",
        "\"id\":5|\"id\":63",
        "\"size\":8,|\"size\":1048576,",
        "[1,40,41]|[]"
      })
  void value_mayLieOnItsBound(String good, String bound) throws Rejection {
    String payload = payload();
    assertThat(payload).contains(good);
    assertThat(readSigned(payload.replace(good, bound))).isNotNull();
  }

  @Test
  void lists_are64AtMost() throws Rejection {
    assertThat(readSigned(withLists(64)).status().lists()).hasSize(64);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> readSigned(withLists(65)))
        .satisfies(r -> assertThat(r.where()).startsWith("status.lists (line 1): more than 64"));
  }

  private static String withLists(int count) {
    String lists =
        IntStream.range(0, count)
            .mapToObj(id -> "{\"id\":" + id + ",\"uri\":\"\",\"size\":8,\"kid\":\"" + KID + "\"}")
            .collect(Collectors.joining(",", "\"lists\":[", "],"));
    return payload().replaceFirst("\"lists\":.*\\],(?=\"deltas)", lists);
  }

  @Test
  void deltas_are64AtMost() throws Rejection {
    assertThat(readSigned(withDeltas(64)).status().deltasFrom()).hasSize(64);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> readSigned(withDeltas(65)))
        .satisfies(r -> assertThat(r.where()).startsWith("status.deltasFrom (line 1): more"));
  }

  private static String withDeltas(int count) {
    String versions =
        LongStream.rangeClosed(1, count)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",", "[", "]"));
    return payload().replace("\"version\":42", "\"version\":99").replace("[1,40,41]", versions);
  }

  @Test
  void document_mayHave8KibAndNotOneByteMore() throws Rejection {
    byte[] document = DocumentWriter.manifest(MANIFEST, List.of(MANIFEST_KEY));
    byte[] full = Arrays.copyOf(document, 8192);
    Arrays.fill(full, document.length, full.length, (byte) ' ');
    assertThat(ManifestDocument.read(full, ROOT)).isEqualTo(MANIFEST);
    byte[] tooLarge = Arrays.copyOf(full, 8193);
    tooLarge[8192] = ' ';
    assertRefused(tooLarge, ROOT, Reason.DOCUMENT_TOO_LARGE);
  }

  @Test
  void keyOfAnotherRole_doesNotCount() {
    byte[] document = DocumentWriter.manifest(MANIFEST, List.of(OTHER_ROLES_KEY));
    assertRefused(document, ROOT, Reason.DOCUMENT_SIGNATURE_INVALID);
  }

  @Test
  void keyOfTheManifestRole_signsNothingElse() {
    byte[] trust = DocumentWriter.sign(new byte[] {'{', '}'}, List.of(MANIFEST_KEY));
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> TrustDocument.read(trust, ROOT))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_SIGNATURE_INVALID));
  }

  @Test
  void threshold_countsKeys() throws Rejection {
    RootDocument two = root(2, MANIFEST_KEY, SECOND_KEY);
    byte[] both = DocumentWriter.manifest(MANIFEST, List.of(MANIFEST_KEY, SECOND_KEY));
    byte[] twice = DocumentWriter.manifest(MANIFEST, List.of(MANIFEST_KEY, MANIFEST_KEY));
    assertThat(ManifestDocument.read(both, two)).isEqualTo(MANIFEST);
    assertRefused(twice, two, Reason.DOCUMENT_SIGNATURE_INVALID);
  }

  @Test
  void damagedDocument_isOnlyEverRefused() throws Rejection {
    byte[] document = DocumentWriter.manifest(MANIFEST, List.of(MANIFEST_KEY));
    Random random = new Random(63);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = document.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(ManifestDocument.read(damaged, ROOT)).as("seed 63, %d", i).isEqualTo(MANIFEST);
      } catch (Rejection expected) {
        assertThat(expected.reason().stage().name()).as("seed 63, %d", i).isEqualTo("DOCUMENT");
      }
    }
  }

  @Test
  void writer_writesNothingThatNoGateTakes() {
    Manifest.Status status = MANIFEST.status();
    List<Manifest.ListEntry> reversed = new ArrayList<>(status.lists());
    Collections.reverse(reversed);
    assertNotWritten(
        new Manifest.Status(42, SM3, reversed, List.of()), "manifest: status.lists[1].id (line 1)");
    List<Manifest.ListEntry> longest =
        IntStream.range(0, 64)
            .mapToObj(id -> new Manifest.ListEntry(id, "u".repeat(100), 8, KID))
            .toList();
    assertNotWritten(new Manifest.Status(42, SM3, longest, List.of()), "at most 8192");
  }

  private static void assertNotWritten(Manifest.Status status, String message) {
    Manifest manifest =
        new Manifest(
            7,
            ISSUED,
            EXPIRES,
            Duration.ofMinutes(15),
            MANIFEST.root(),
            MANIFEST.trust(),
            MANIFEST.policy(),
            status);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DocumentWriter.manifest(manifest, List.of(MANIFEST_KEY)))
        .withMessageContaining(message);
  }
}
