package org.youdai.samples.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** {@code samples/authority} in a process, and the buttons of its page. */
final class Issuer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private int port;
  private Program program;

  private Issuer(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.program = run();
  }

  /** Starts one with new keys. */
  static Issuer start(Path folder) throws IOException, InterruptedException {
    return new Issuer(folder);
  }

  /** Any port the first time, and the same one again. */
  private Program run() throws IOException, InterruptedException {
    Program started =
        Program.sample(
            "authority",
            "org.youdai.samples.authority.Sandbox",
            folder.toString(),
            Integer.toString(port));
    port = Integer.parseInt(started.await("http://127\\.0\\.0\\.1:(\\d+)/lists/").group(1));
    started.await("root\\.json");
    return started;
  }

  /** Returns where its lists are. */
  String lists() {
    return "http://127.0.0.1:" + port + "/lists/";
  }

  /** Returns the root to pin. */
  Path root() {
    return folder.resolve("root.json");
  }

  /** Issues a certificate, and returns where it is. */
  String issue(int ageOver) throws IOException, InterruptedException {
    return press("/issue", "ageOver=" + ageOver);
  }

  /** Returns the text of its code on paper. */
  String printed(String card) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(card + "/printed.txt")).build(), 200).body();
  }

  /** Returns the text of its code on the phone now. */
  String live(String card) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(card + "/live.txt")).build(), 200).body();
  }

  /** Presses a button. */
  String press(String path, String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(form)).build();
    return send(request, 303).headers().firstValue("Location").orElse("");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest request, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != status) {
      throw new AssertionError(request + ": " + response.statusCode());
    }
    return response;
  }

  /** Kills it. */
  void kill() {
    program.close();
  }

  /** Starts it again after {@link #kill}, with its keys and on its port. */
  void startAgain() throws IOException, InterruptedException {
    program = run();
  }

  @Override
  public void close() {
    kill();
  }
}
