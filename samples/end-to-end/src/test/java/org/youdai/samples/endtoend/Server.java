package org.youdai.samples.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./youdai serve} in a process, and its API. */
final class Server implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path data;
  private final String lists;
  private final Path root;
  private final List<String> more;
  private Program program;
  private URI address = URI.create("http://127.0.0.1:1/");
  private String operator = "";

  private Server(Path data, String lists, Path root, List<String> more)
      throws IOException, InterruptedException {
    this.data = data;
    this.lists = lists;
    this.root = root;
    this.more = more;
    this.program = run(0);
    this.operator = program.await("ydk_[0-9a-z]+_\\S+").group();
    awaitReady();
  }

  /** Starts one over the lists of an authority. */
  static Server start(Path data, String lists, Path root, String... more)
      throws IOException, InterruptedException {
    return new Server(data, lists, root, List.of(more));
  }

  private Program run(int port) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--lang=en",
                "--port=" + port,
                "--data=" + data,
                "--lists=" + lists,
                "--root=" + root,
                "--sandbox"));
    arguments.addAll(more);
    return Program.youdai(arguments.toArray(String[]::new));
  }

  private void awaitReady() throws InterruptedException {
    address = URI.create(program.await("Ready: (http://[0-9.:]+/)").group(1));
  }

  /** Kills it. */
  void kill() {
    program.close();
  }

  /** Kills it and starts it again on the same port, with what it has kept. */
  void killAndStart() throws IOException, InterruptedException {
    kill();
    program = run(address.getPort());
    awaitReady();
  }

  /** Returns where {@code path} is. */
  URI uri(String path) {
    return address.resolve(path);
  }

  /** Returns the operator's key. */
  String operator() {
    return operator;
  }

  /** Returns a new key. */
  String key(String role, String... venues) throws IOException, InterruptedException {
    Map<String, Object> request =
        Map.of("name", "test " + role, "role", role, "venues", List.of(venues));
    return send(post("/v1/keys", operator, JSON.writeValueAsBytes(request), "application/json"))
        .get("key")
        .asString();
  }

  /** Returns the code of the reason that the server gives for a code. */
  String decide(String key, String venue, String text) throws IOException, InterruptedException {
    byte[] request = JSON.writeValueAsBytes(Map.of("text", text, "venue", venue));
    return send(post("/v1/verify", key, request, "application/json")).get("reason").asString();
  }

  /** Returns what is at {@code path}. */
  JsonNode get(String path, String key) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + key).build());
  }

  /** Returns a request that sends something. */
  HttpRequest post(String path, String key, byte[] body, String type) {
    return HttpRequest.newBuilder(uri(path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  /** Sends a request, and returns the answer, which has to be a good one. */
  JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError(request + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Returns the venues of the day's report for which somebody was admitted. */
  List<String> reportedVenues(String day) throws IOException, InterruptedException {
    List<String> venues = new ArrayList<>();
    get("/v1/reports/daily?from=" + day + "&to=" + day, operator)
        .findValues("venue")
        .forEach(venue -> venues.add(venue.asString()));
    return venues;
  }

  @Override
  public void close() {
    kill();
  }
}
