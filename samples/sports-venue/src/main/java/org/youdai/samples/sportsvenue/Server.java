package org.youdai.samples.sportsvenue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What this venue asks of a Youdai server, in the words of its {@code /v1/openapi.json}. */
final class Server {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An elder waits: rather ask twice than for long. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int TRIES = 3;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI address;
  private final String key;

  Server(URI address, String key) {
    this.address = address;
    this.key = key;
  }

  /**
   * A scanned code; the schema {@code Text}.
   *
   * @param scan the scan's own id: asked again under it, the server counts it once
   */
  record Scan(String text, String venue, String gate, String scan) {}

  /** What the server decides, as far as it is needed here; the schema {@code Verdict}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Verdict(
      String id,
      String outcome,
      String reason,
      String benefit,
      int percent,
      Prompt zh,
      Prompt en) {}

  /** What to say, and what staff do; the schema {@code Prompt}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Prompt(String headline, String nextStep, String staff) {}

  /** What somebody of an age would pay at a time; the schema {@code Question}. */
  record Question(String venue, int age, String at) {}

  /** The schema {@code Explanation}, as far as it is needed here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Explanation(String benefit, int percent, String rule) {}

  /** Asks what to do about a code. */
  Verdict verify(String text, String venue) throws IOException, InterruptedException {
    Scan scan = new Scan(text, venue, "desk", UUID.randomUUID().toString());
    return post("v1/verify", scan, Verdict.class);
  }

  /** Asks what somebody would pay. */
  Explanation explain(String venue, int age, Instant at) throws IOException, InterruptedException {
    return post("v1/policy/explain", new Question(venue, age, at.toString()), Explanation.class);
  }

  static String json(Object request) throws IOException {
    return JSON.writeValueAsString(request);
  }

  /** Asks again when no answer comes; a refusal of the request itself is the caller's mistake. */
  private <T> T post(String path, Object body, Class<T> answer)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(body)))
            .build();
    IOException last = new IOException(path);
    for (int i = 0; i < TRIES; i++) {
      try {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return JSON.readValue(response.body(), answer);
        }
        last = new IOException(path + ": " + response.statusCode() + " " + response.body());
        if (response.statusCode() < 500) {
          throw new IllegalStateException(last);
        }
      } catch (IOException away) {
        last = away;
      }
    }
    throw last;
  }
}
