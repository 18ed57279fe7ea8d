package org.youdai.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.TestAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.status.StatusList;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;

final class StatusListTokenTest {
  private static final Instant IAT = Instant.ofEpochSecond(1_790_000_000);
  private static final String URI = "https://a.example/0";
  private static final SigningKey KEY =
      SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(50));
  private static final TrustList TRUST =
      new TrustList(
          1,
          IAT,
          IAT.plusSeconds(9),
          List.of(),
          List.of(new StatusKey(KEY.kid(), KEY.verifyingKey(), "https://a.example/")),
          Set.of());

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(9);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return java.util.Arrays.copyOf(out, length);
  }

  private static byte[] jwt(String claims) {
    String header =
        "{\"alg\":\"SGD_SM3_SM2\",\"kid\":\"" + KEY.kid() + "\",\"typ\":\"statuslist+jwt\"}";
    String input =
        base64Url(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64Url(claims.getBytes(StandardCharsets.UTF_8));
    byte[] signature = KEY.sign(input.getBytes(StandardCharsets.US_ASCII));
    return (input + "." + base64Url(signature)).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] jwt(int bits, String lst) {
    return jwt(
        "{\"sub\":\"%s\",\"iat\":1790000000,\"exp\":1790086400,\"ttl\":900,\"status_list\":{\"bits\":%d,\"lst\":\"%s\"}}"
            .formatted(URI, bits, lst));
  }

  private static byte[] cwt(byte[] statusList) {
    byte[] header =
        new CborWriter()
            .map(3)
            .integer(1)
            .integer(-65538)
            .integer(4)
            .byteString(KEY.kid().bytes())
            .integer(16)
            .text("application/statuslist+cwt")
            .toBytes();
    byte[] head =
        new CborWriter().map(3).integer(2).text(URI).integer(6).integer(1_790_000_000).toBytes();
    byte[] key = new CborWriter().integer(65533).toBytes();
    byte[] claims = new byte[head.length + key.length + statusList.length];
    System.arraycopy(head, 0, claims, 0, head.length);
    System.arraycopy(key, 0, claims, head.length, key.length);
    System.arraycopy(statusList, 0, claims, head.length + key.length, statusList.length);
    return CoseSign1.encode(header, claims, KEY.sign(CoseSign1.toBeSigned(header, claims)));
  }

  /** The vectors of draft-ietf-oauth-status-list-20, read from outside the project. */
  @Test
  void vectorsOfTheDraft_haveTheirValuesInBothForms() throws IOException, Rejection {
    Path file = Path.of("../../shared/vectors/tsl/status-list-vectors.json");
    Assumptions.assumeTrue(Files.exists(file), "no outside vectors beside the project");
    List<Json> vectors = Json.parse(Files.readAllBytes(file)).get("lists").items(8);
    assertThat(vectors).hasSize(4);
    for (Json vector : vectors) {
      int bits = (int) vector.get("bits").integer(1, 8);
      String lst = vector.get("json").get("lst").text(1 << 16);
      byte[] cbor = HexFormat.of().parseHex(vector.get("cborHex").text(1 << 16));
      for (StatusList list :
          List.of(
              StatusListToken.read(jwt(bits, lst), TRUST),
              StatusListToken.read(cwt(cbor), TRUST))) {
        assertThat(list.size()).isEqualTo(vector.get("size").integer(1, 1 << 20));
        assertThat(list.bits()).isEqualTo(bits);
        assertThat(nonzero(list)).isEqualTo(nonzero(vector.get("nonzero")));
      }
    }
  }

  private static Map<Integer, Integer> nonzero(StatusList list) {
    Map<Integer, Integer> values = new TreeMap<>();
    for (int index = 0; index < list.size(); index++) {
      if (list.valueAt(index) != 0) {
        values.put(index, list.valueAt(index));
      }
    }
    return values;
  }

  private static Map<Integer, Integer> nonzero(Json expected) throws Rejection {
    Map<Integer, Integer> values = new TreeMap<>();
    for (String index : expected.names()) {
      values.put(Integer.parseInt(index), (int) expected.get(index).integer(1, 255));
    }
    return values;
  }

  /** The short example of the draft, §4.1: 16 entries in two bytes, b9 a3. */
  @Test
  void shortExampleOfTheDraft_isLowestBitFirst() throws Rejection {
    byte[] entries = {(byte) 0xb9, (byte) 0xa3};
    StatusList list = StatusListToken.read(jwt(1, base64Url(deflate(entries))), TRUST);
    int[] expected = {1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1};
    assertThat(list.size()).isEqualTo(16);
    for (int i = 0; i < 16; i++) {
      assertThat(list.valueAt(i)).as("index %d", i).isEqualTo(expected[i]);
    }
    assertThat(list.covers(16)).isFalse();
    assertThat(list.covers(-1)).isFalse();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.valueAt(16));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void list_mayBeExactlyFullAndNotOneByteMore(int bits) throws Rejection {
    int full = (1 << 20) / 8 * bits;
    assertThat(StatusListToken.read(jwt(bits, base64Url(deflate(new byte[full]))), TRUST).size())
        .isEqualTo(1 << 20);
    assertRefused(jwt(bits, base64Url(deflate(new byte[full + 1]))), Reason.LIST_NOT_INFLATABLE);
  }

  private static void assertRefused(byte[] token, Reason reason) {
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> StatusListToken.read(token, TRUST))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @Test
  void streamThatIsNotZlib_isRefused() {
    byte[] good = deflate(new byte[] {1, 2, 3});
    assertRefused(jwt(1, base64Url(new byte[] {1, 2, 3})), Reason.LIST_NOT_INFLATABLE);
    assertRefused(jwt(1, base64Url(new byte[0])), Reason.LIST_NOT_INFLATABLE);
    assertRefused(
        jwt(1, base64Url(java.util.Arrays.copyOf(good, good.length - 1))),
        Reason.LIST_NOT_INFLATABLE);
    assertRefused(
        jwt(1, base64Url(java.util.Arrays.copyOf(good, good.length + 1))),
        Reason.LIST_NOT_INFLATABLE);
  }

  @Test
  void bombOf1000To1_isRefusedWithinItsBound() {
    assertRefused(jwt(1, base64Url(deflate(new byte[64 << 20]))), Reason.LIST_NOT_INFLATABLE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 16, -1, (1L << 32) + 1, Long.MIN_VALUE})
  void widthThatIsNone_isRefused(long bits) {
    byte[] lst = deflate(new byte[9]);
    byte[] list =
        new CborWriter().map(2).text("bits").integer(bits).text("lst").byteString(lst).toBytes();
    assertRefused(cwt(list), Reason.DOCUMENT_MALFORMED);
  }

  @Test
  void tokenWithWrongFields_isRefused() {
    assertRefused(jwt(3, base64Url(deflate(new byte[9]))), Reason.DOCUMENT_MALFORMED);
    assertRefused(jwt("{}"), Reason.DOCUMENT_MALFORMED);
    assertRefused(
        "eyJhbGciOiJub25lIn0.e30.".getBytes(StandardCharsets.US_ASCII), Reason.DOCUMENT_MALFORMED);
    assertRefused(new byte[0], Reason.DOCUMENT_MALFORMED);
    assertRefused(new byte[] {'e'}, Reason.DOCUMENT_MALFORMED);
  }

  @Test
  void changedToken_isNotSigned() {
    byte[] token = jwt(1, base64Url(deflate(new byte[9])));
    token[token.length - 5] ^= 1;
    assertRefused(token, Reason.DOCUMENT_SIGNATURE_INVALID);
  }

  @Test
  void writer_revokesAndReinstates() throws Rejection {
    StatusListWriter writer = StatusListWriter.empty(URI);
    writer.revoke(0);
    writer.revoke(9);
    writer.revoke((1 << 20) - 1);
    writer.reinstate(9);
    StatusList list =
        StatusListToken.read(writer.token(KEY, IAT, 900, IAT.plusSeconds(3600)), TRUST);
    assertThat(list.valueAt(0)).isEqualTo(1);
    assertThat(list.valueAt(9)).isZero();
    assertThat(list.valueAt((1 << 20) - 1)).isEqualTo(1);
    assertThat(list.uri()).isEqualTo(URI);
    assertThat(list.freshnessAt(IAT.plusSeconds(899), Duration.ZERO).name()).isEqualTo("FRESH");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> writer.revoke(1 << 20));
  }
}
