package org.youdai.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;
import org.youdai.server.picture.Pictures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private static Path folder;
  private static TestServer server;
  private static String key;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start(folder);
    key = server.key(Role.GATE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.get("code").asString()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("type").asString()).isEqualTo("urn:youdai:problem:" + code);
    for (String words : List.of("title", "detail", "titleZh", "detailZh")) {
      assertThat(problem.get(words).asString()).isNotEmpty();
    }
  }

  private static String line(QrText code, String venue, UUID scan) {
    return "{\"text\":\"%s\",\"venue\":\"%s\",\"scan\":\"%s\"}"
        .formatted(code.reveal(), venue, scan);
  }

  private static HttpResponse<String> verify(QrText code, String venue, UUID scan)
      throws IOException, InterruptedException {
    return server.post("/v1/verify", key, line(code, venue, scan));
  }

  private static HttpResponse<String> document(String members)
      throws IOException, InterruptedException {
    return server.post("/v1/verify/document", key, "{\"venue\":\"private-park\"," + members + "}");
  }

  private static HttpResponse<String> picture(byte[] bytes, String type)
      throws IOException, InterruptedException {
    return server.send(
        server
            .request("/v1/verify/picture?venue=museum&gate=door", key)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(bytes)));
  }

  private static HttpResponse<String> batch(String body) throws IOException, InterruptedException {
    return server.send(
        server
            .request("/v1/verify/batch", key)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> annul(UUID scan, String venue)
      throws IOException, InterruptedException {
    return server.post("/v1/decisions/" + scan + "/annul", key, "{\"venue\":\"" + venue + "\"}");
  }

  @Test
  void genuineCode_isAdmittedUnderTheScansIdAndRecorded() throws IOException, InterruptedException {
    UUID scan = UUID.randomUUID();
    JsonNode verdict = ok(verify(server.issue(65), "private-park", scan));
    assertThat(verdict.get("id").asString()).isEqualTo(scan.toString());
    assertThat(verdict.get("outcome").asString()).isEqualTo("ADMIT");
    assertThat(verdict.get("reason").asString()).isEqualTo("YD-001");
    assertThat(verdict.get("benefit").asString()).isEqualTo("PERCENT");
    assertThat(verdict.get("percent").asInt()).isEqualTo(50);
    assertThat(verdict.get("rule").asString()).isEqualTo("park-private-60");
    assertThat(verdict.get("freshness").asString()).isEqualTo("FRESH");
    assertThat(verdict.get("repeat").asBoolean()).isFalse();
    assertThat(verdict.get("recorded").asBoolean()).isTrue();
    assertThat(verdict.get("zh").get("headline").asString()).isNotEmpty();
    assertThat(verdict.get("en").get("headline").asString()).isNotEmpty();
  }

  @Test
  void sameScanAgain_isAnsweredTheSameAndMarkedAsARepeat()
      throws IOException, InterruptedException {
    QrText code = server.issue(65);
    UUID scan = UUID.randomUUID();
    String first = verify(code, "bus", scan).body();
    assertThat(verify(code, "bus", scan).body())
        .isEqualTo(first.replace("\"repeat\":false", "\"repeat\":true"));
    assertThat(ok(verify(code, "bus", UUID.randomUUID())).get("reason").asString())
        .isEqualTo("YD-851");
  }

  @Test
  void scanIdOfAnotherCodeOrVenue_isAConflict() throws IOException, InterruptedException {
    QrText code = server.issue(65);
    UUID scan = UUID.randomUUID();
    verify(code, "bus", scan);
    assertProblem(verify(server.issue(65), "bus", scan), 409, "scan-conflict");
    assertProblem(verify(code, "museum", scan), 409, "scan-conflict");
  }

  @Test
  void takenBack_isAdmittedAgainUnderAnotherIdAndNotUnderTheSame()
      throws IOException, InterruptedException {
    QrText code = server.issue(65);
    UUID scan = UUID.randomUUID();
    verify(code, "bus", scan);
    assertProblem(annul(scan, "museum"), 404, "decision-unknown");
    assertThat(ok(annul(scan, "bus")).get("annulment").asString()).isEqualTo("ANNULLED");
    assertThat(ok(annul(scan, "bus")).get("annulment").asString()).isEqualTo("ANNULLED_BEFORE");
    assertProblem(verify(code, "bus", scan), 409, "scan-conflict");
    assertThat(ok(verify(code, "bus", UUID.randomUUID())).get("outcome").asString())
        .isEqualTo("ADMIT");
    assertProblem(annul(UUID.randomUUID(), "bus"), 404, "decision-unknown");
  }

  @Test
  void codeOfAnotherSystem_isHandedBackAndNotRecorded() throws IOException, InterruptedException {
    JsonNode verdict = ok(verify(QrText.of("https://www.example.com/"), "bus", UUID.randomUUID()));
    assertThat(verdict.get("outcome").asString()).isEqualTo("RETRY");
    assertThat(verdict.get("reason").asString()).isEqualTo("YD-201");
    assertThat(verdict.get("recorded").asBoolean()).isFalse();
  }

  @Test
  void unknownVenue_isNamedAndAStrangeNameIsNotEchoed() throws IOException, InterruptedException {
    HttpResponse<String> zoo = verify(QrText.of("x"), "zoo", UUID.randomUUID());
    assertProblem(zoo, 404, "venue-unknown");
    assertThat(zoo.body()).contains("zoo");
    HttpResponse<String> strange = verify(QrText.of("x"), "<b>", UUID.randomUUID());
    assertProblem(strange, 404, "venue-unknown");
    assertThat(strange.body()).doesNotContain("<b>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"text\":\"YD1:SECRET\"}",
        "{\"venue\":\"bus\"}",
        "{\"text\":[\"YD1:SECRET\"],\"venue\":\"bus\"}",
        "{\"text\":\"YD1:SECRET\",\"venue\":\"bus\",\"scan\":\"SECRET\"}",
        "{\"text\":\"YD1:SECRET\",\"venue\":\"bus\",\"gate\":\"../SECRET\"}"
      })
  void whatIsNoRequest_isAProblemThatQuotesNothing(String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = server.post("/v1/verify", key, body);
    assertProblem(response, 400, "bad-request");
    assertThat(response.body()).doesNotContain("SECRET");
  }

  @Test
  void otherContentTypeMethodOrPath_isAProblem() throws IOException, InterruptedException {
    assertProblem(
        server.send(
            server
                .request("/v1/verify", key)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))),
        415,
        "wrong-type");
    assertProblem(server.get("/v1/verify", key), 405, "method-not-allowed");
    assertProblem(server.get("/v1/nothing", key), 404, "not-found");
  }

  private static byte[] png(GrayImage image) throws IOException {
    Path file = Files.createTempFile(folder, "picture", ".png");
    Pictures.writePng(image, file);
    return Files.readAllBytes(file);
  }

  @Test
  void pictureOfACode_isDecidedAsItsText() throws IOException, InterruptedException {
    byte[] png = png(new QrWriter(4).draw(server.issue(65)));
    JsonNode verdict = ok(picture(png, "image/png"));
    assertThat(verdict.get("outcome").asString()).isEqualTo("ADMIT");
    assertThat(verdict.get("recorded").asBoolean()).isTrue();
  }

  @Test
  void pictureWithoutACode_asksToShowItAgain() throws IOException, InterruptedException {
    byte[] luma = new byte[640 * 480];
    JsonNode verdict = ok(picture(png(GrayImage.of(640, 480, luma)), "image/png"));
    assertThat(verdict.get("outcome").asString()).isEqualTo("RETRY");
    assertThat(verdict.get("reason").asString()).isEqualTo("YD-101");
    assertThat(verdict.get("recorded").asBoolean()).isFalse();
  }

  @Test
  void whatIsNoPicture_isAProblem() throws IOException, InterruptedException {
    assertProblem(picture(new byte[1000], "image/png"), 422, "bad-picture");
    assertProblem(picture(new byte[0], "image/png"), 400, "bad-request");
    assertProblem(picture(new byte[1000], "image/gif"), 415, "wrong-type");
  }

  @Test
  void pictureOfTooManyPixels_takesNoMemory() throws IOException, InterruptedException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeInt(50_000);
    out.writeInt(50_000);
    out.write(new byte[] {8, 0, 0, 0, 0});
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(bomb);
    png.writeLong(0x89504E470D0A1A0AL);
    png.writeInt(header.size());
    byte[] chunk = "IHDR".getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(chunk);
    crc.update(header.toByteArray());
    png.write(chunk);
    png.write(header.toByteArray());
    png.writeInt((int) crc.getValue());
    assertProblem(picture(bomb.toByteArray(), "image/png"), 422, "bad-picture");
  }

  @Test
  void everyKindOfDocument_hasTheEffectOfTheCertificate() throws IOException, InterruptedException {
    for (String members :
        List.of(
            "\"number\":\"999999195001010018\"",
            "\"kind\":\"PASSPORT\",\"birthDate\":\"1950-01-01\"",
            "\"ageOver\":70")) {
      JsonNode verdict = ok(document(members));
      assertThat(verdict.get("outcome").asString()).as(members).isEqualTo("ADMIT");
      assertThat(verdict.get("rule").asString()).isEqualTo("park-private-70");
      assertThat(verdict.get("recorded").asBoolean()).isTrue();
    }
  }

  @Test
  void documentWithASlip_isAskedForAgain() throws IOException, InterruptedException {
    JsonNode verdict = ok(document("\"number\":\"999999195001010010\""));
    assertThat(verdict.get("outcome").asString()).isEqualTo("RETRY");
    assertThat(verdict.get("reason").asString()).isEqualTo("YD-251");
    assertThat(ok(document("\"block\":\"AAAA\"")).get("reason").asString()).isEqualTo("YD-251");
  }

  @Test
  void whatIsNoDocument_isAProblemThatQuotesNothing() throws IOException, InterruptedException {
    for (String members :
        List.of(
            "\"gate\":\"1\"",
            "\"kind\":\"RESIDENT_ID_CARD\",\"birthDate\":\"1950-01-01\"",
            "\"kind\":\"PASSPORT\"",
            "\"birthDate\":\"1950-13-01\",\"kind\":\"PASSPORT\"",
            "\"ageOver\":61",
            "\"block\":\"?\"")) {
      HttpResponse<String> response = document(members);
      assertProblem(response, 400, "bad-request");
      assertThat(response.body()).doesNotContain("1950");
    }
  }

  @Test
  void batch_answersEveryLineInItsOrder() throws IOException, InterruptedException {
    List<UUID> scans = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      UUID scan = UUID.randomUUID();
      scans.add(scan);
      boolean isForeign = i % 7 == 3;
      QrText code = isForeign ? QrText.of("foreign " + i) : server.issue(60);
      body.append(i == 300 ? "{\"torn" : line(code, "bus", scan)).append('\n');
    }
    HttpResponse<String> response = batch(body.toString());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    List<String> answers = response.body().lines().toList();
    assertThat(answers).hasSize(600);
    for (int i = 0; i < 600; i++) {
      JsonNode answer = JSON.readTree(answers.get(i));
      if (i == 300) {
        assertThat(answer.get("code").asString()).isEqualTo("bad-request");
        assertThat(answer.get("line").asInt()).isEqualTo(301);
      } else {
        assertThat(answer.get("id").asString()).isEqualTo(scans.get(i).toString());
        assertThat(answer.get("outcome").asString()).isEqualTo(i % 7 == 3 ? "RETRY" : "ADMIT");
        assertThat(answer.get("recorded").asBoolean()).isEqualTo(i % 7 != 3);
      }
    }
    List<String> again = batch(body.toString()).body().lines().toList();
    for (int i = 0; i < 600; i++) {
      boolean isCounted = i != 300 && i % 7 != 3;
      assertThat(again.get(i))
          .isEqualTo(
              isCounted
                  ? answers.get(i).replace("\"repeat\":false", "\"repeat\":true")
                  : answers.get(i));
    }
  }

  @Test
  void batchOfOneTooMany_isRefusedBeforeAnythingIsDecided()
      throws IOException, InterruptedException {
    QrText code = server.issue(65);
    UUID scan = UUID.randomUUID();
    String first = line(code, "bus", scan) + "\n";
    assertProblem(batch(first + "{}\n".repeat(BatchController.MOST)), 413, "too-large");
    assertThat(ok(verify(code, "bus", UUID.randomUUID())).get("outcome").asString())
        .isEqualTo("ADMIT");
    assertThat(batch("{}\n".repeat(BatchController.MOST)).body().lines())
        .hasSize(BatchController.MOST);
    assertThat(batch("").body()).isEmpty();
  }

  @Test
  void venues_areThoseOfTheKey() throws IOException, InterruptedException {
    assertThat(ok(server.get("/v1/venues", key)).size()).isEqualTo(15);
    String museumKey = server.key(Role.GATE, "museum");
    JsonNode own = ok(server.get("/v1/venues", museumKey));
    assertThat(own.size()).isEqualTo(1);
    assertThat(own.get(0).get("id").asString()).isEqualTo("museum");
    assertThat(own.get(0).get("category").asString()).isEqualTo("CULTURE");
    assertThat(own.get(0).get("reuseSeconds").asInt()).isEqualTo(300);
    assertProblem(server.get("/v1/venues/bus", museumKey), 403, "venue-not-yours");
    assertProblem(server.get("/v1/venues/zoo", key), 404, "venue-unknown");
    assertThat(ok(server.get("/v1/venues/bus", key)).get("open").asBoolean()).isTrue();
  }

  @Test
  void explanation_namesTheRuleAndWhyOthersDoNotApply() throws IOException, InterruptedException {
    JsonNode why =
        ok(server.post("/v1/policy/explain", key, "{\"venue\":\"private-park\",\"age\":66}"));
    assertThat(why.get("ruling").asString()).isEqualTo("GRANTED");
    assertThat(why.get("rule").asString()).isEqualTo("park-private-60");
    assertThat(why.get("percent").asInt()).isEqualTo(50);
    assertThat(why.get("tried").toString()).contains("park-private-70", "AGE", "年龄不到");
    JsonNode none = ok(server.post("/v1/policy/explain", key, "{\"venue\":\"bus\",\"age\":30}"));
    assertThat(none.get("ruling").asString()).isEqualTo("NOT_GRANTED");
    assertProblem(
        server.post("/v1/policy/explain", key, "{\"venue\":\"bus\"}"), 400, "bad-request");
  }

  @Test
  void status_saysHowOldTheListsAre() throws IOException, InterruptedException {
    JsonNode status = ok(server.get("/v1/status", key));
    assertThat(status.get("lists").get("state").asString()).isEqualTo("FRESH");
    assertThat(status.get("lists").get("version").asInt()).isEqualTo(1);
    assertThat(status.get("lists").get("ageSeconds").asInt()).isBetween(0, 300);
    assertThat(status.get("clock").asString()).isEqualTo("PLAUSIBLE");
    assertThat(status.get("journal").get("recording").asBoolean()).isTrue();
    assertProblem(
        server.get("/v1/status?venue=bus", server.key(Role.GATE, "museum")),
        403,
        "venue-not-yours");
  }
}
