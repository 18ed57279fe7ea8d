package org.youdai.server.conformance;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.youdai.authority.SigningKey;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.lists.StatusListToken;
import org.youdai.status.StatusList;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;
import tools.jackson.databind.JsonNode;

/**
 * Status lists as in the appendix of draft-ietf-oauth-status-list. Each encoded list is put into a
 * signed token of its form, JWT or CWT, and read back as a gate reads it.
 */
final class StatusLists {
  private static final String URI = "https://lists.youdai.example/l/0";
  private static final long IAT = 1_790_000_000L;

  private final Tally tally;
  private final SigningKey key =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  StatusLists(Tally tally) {
    this.tally = tally;
  }

  void run(String name, JsonNode root) {
    for (JsonNode vector : root.path("lists")) {
      String caseId = name + "#" + vector.path("bits").asInt() + "-bit";
      if (vector.has("json")) {
        run(caseId + "-json", vector, jwt(vector.path("json")));
      }
      if (vector.has("cborHex")) {
        run(
            caseId + "-cbor",
            vector,
            cwt(HexFormat.of().parseHex(vector.path("cborHex").asString())));
      }
    }
  }

  private void run(String caseId, JsonNode vector, byte[] token) {
    StatusList list;
    try {
      list = StatusListToken.read(token, trust());
    } catch (Rejection rejection) {
      tally.expect(caseId, false, rejection.reason() + " " + rejection.where());
      return;
    }
    long size = vector.path("size").asLong(list.size());
    // A list fills whole bytes, so that it may have a few entries more than were counted.
    boolean hasSize = list.size() >= size && list.size() < size + 8;
    tally.expect(caseId + "-size", hasSize, "size " + list.size() + ", not " + size);
    JsonNode nonzero = vector.path("nonzero");
    String wrong = "";
    for (int index = 0; index < list.size() && wrong.isEmpty(); index++) {
      int expected = nonzero.path(Integer.toString(index)).asInt(0);
      if (list.valueAt(index) != expected) {
        wrong = "entry " + index + " is " + list.valueAt(index) + ", not " + expected;
      }
    }
    tally.expect(caseId + "-entries", wrong.isEmpty(), wrong);
  }

  private TrustList trust() {
    StatusKey statusKey = new StatusKey(key.kid(), key.verifyingKey(), URI);
    Instant now = Instant.ofEpochSecond(IAT);
    return new TrustList(1, now, now.plusSeconds(1), List.of(), List.of(statusKey), Set.of());
  }

  private byte[] jwt(JsonNode statusList) {
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + key.kid() + "\",\"typ\":\"statuslist+jwt\"}";
    String claims =
        "{\"sub\":\"" + URI + "\",\"iat\":" + IAT + ",\"status_list\":" + statusList + "}";
    String input = base64Url(header) + "." + base64Url(claims);
    byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
    String token = input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    return token.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64Url(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
  }

  private byte[] cwt(byte[] statusList) {
    byte[] header =
        new CborWriter()
            .map(3)
            .integer(1)
            .integer(SignatureAlgorithm.ED25519.coseNumber())
            .integer(4)
            .byteString(key.kid().bytes())
            .integer(16)
            .text(StatusListToken.CWT_TYPE)
            .toBytes();
    byte[] claims =
        new CborWriter()
            .map(3)
            .integer(2)
            .text(URI)
            .integer(6)
            .integer(IAT)
            .integer(StatusListToken.STATUS_LIST)
            .encoded(statusList)
            .toBytes();
    return CoseSign1.encode(header, claims, key.sign(CoseSign1.toBeSigned(header, claims)));
  }
}
