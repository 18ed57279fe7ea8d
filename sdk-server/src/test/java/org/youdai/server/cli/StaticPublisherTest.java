package org.youdai.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StaticPublisherTest {
  private static final String IN_PLACE = "no-cache";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String JSON = "{\"payload\":\"" + "e30".repeat(200) + "\"}";

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path lists = Path.of("");
  private StaticPublisher publisher;

  @BeforeEach
  void publish() throws IOException {
    lists = Files.createDirectory(folder.resolve("public"));
    publisher = start(false);
    put("root.json", JSON);
    put("lists/0.cwt", "a status list");
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private StaticPublisher start(boolean verbose) throws IOException {
    return StaticPublisher.start(
        lists,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        verbose,
        terminal(new String[0]));
  }

  private Terminal terminal(String[] args) {
    return Terminal.of(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        args);
  }

  private int run(String... args) {
    return new CommandLineTool(terminal(args), Clock.systemUTC()).run(args);
  }

  private void put(String name, String text) throws IOException {
    Path file = lists.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private URI uri(String name) {
    return URI.create("http://127.0.0.1:" + publisher.port() + "/" + name);
  }

  private HttpResponse<byte[]> send(String method, String name, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(name))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String name, String... headers)
      throws IOException, InterruptedException {
    return send("GET", name, headers);
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join("|", response.headers().allValues(name));
  }

  private static String tag(HttpResponse<?> response) {
    return header(response, "ETag");
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), publisher.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Sends bytes as they are and returns what comes until the connection is closed. */
  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String rawGet(String target) throws IOException {
    return raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static String statusOf(String response) {
    return response.substring("HTTP/1.1 ".length()).substring(0, 3);
  }

  @Test
  void everythingThatAnAuthorityPublishes_isServedByteForByte()
      throws IOException, InterruptedException {
    Path sandbox = folder.resolve("sandbox");
    assertThat(run("authority", "init", sandbox.toString())).isZero();
    publisher.close();
    lists = sandbox.resolve("public");
    publisher = start(false);
    List<Path> files;
    try (Stream<Path> all = Files.walk(lists)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(5);
    for (Path file : files) {
      HttpResponse<byte[]> response = get(lists.relativize(file).toString().replace('\\', '/'));
      assertThat(response.statusCode()).as(file.toString()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "root.json, application/json",
    "manifest.json, application/json",
    "trust.json, application/json",
    "policy.json, application/json",
    "lists/0.cwt, application/statuslist+cwt",
    "lists/9.cwt, application/statuslist+cwt",
    "lists/63.cwt, application/statuslist+cwt"
  })
  void whatChangesInPlace_isAskedForEachTime(String name, String type)
      throws IOException, InterruptedException {
    put(name, "first");
    HttpResponse<byte[]> first = get(name);
    put(name, "second");
    HttpResponse<byte[]> second = get(name, "If-None-Match", tag(first));
    assertThat(header(first, "Cache-Control")).isEqualTo(IN_PLACE);
    assertThat(header(first, "Content-Type")).isEqualTo(type);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).asString().isEqualTo("second");
  }

  @ParameterizedTest
  @CsvSource({
    "root/1.json, application/json",
    "root/2147483647.json, application/json",
    "deltas/41-42.ydd, application/octet-stream"
  })
  void whatNeverChanges_isKeptForAYear(String name, String type)
      throws IOException, InterruptedException {
    put(name, "once and for all");
    HttpResponse<byte[]> response = get(name);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Cache-Control")).isEqualTo(FOR_EVER);
    assertThat(header(response, "Content-Type")).isEqualTo(type);
  }

  @Test
  void everyAnswer_hasALengthAndIsNotToBeSniffed() throws IOException {
    put("policy.json", "");
    for (String target : List.of("/root.json", "/lists/0.cwt", "/policy.json", "/nothing")) {
      assertThat(rawGet(target).toLowerCase(Locale.ROOT))
          .as(target)
          .containsOnlyOnce("\r\ncontent-length: ")
          .containsOnlyOnce("\r\nx-content-type-options: nosniff\r\n")
          .doesNotContain("chunked");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/lists",
        "/lists/",
        "/lists/1.cwt",
        "/lists/00.cwt",
        "/lists/64.cwt",
        "/lists/-1.cwt",
        "/lists/0.json",
        "/root/0.json",
        "/root/01.json",
        "/root/2.json",
        "/root/1.json.tmp",
        "/root.json.tmp",
        "/root.json/",
        "/root.json/.",
        "/root.json?",
        "/root.json?v=2",
        "/root.json#x",
        "/root.json;v=2",
        "/root.json%00",
        "/root.json%20",
        "/ROOT.json",
        "/r%6Fot.json",
        "/./root.json",
        "/.//root.json",
        "//elsewhere/root.json",
        "///root.json",
        "/root%2f1.json",
        "/root%2F1.json",
        "/root%5c1.json",
        "/lists/../root.json",
        "/../root.json",
        "/../public/root.json",
        "/..%2fauthority.json",
        "/%2e%2e/authority.json",
        "/%252e%252e/authority.json",
        "/../authority.json",
        "/lists/../../authority.json",
        "/authority.json",
        "/.lock",
        "/notes.txt",
        "/deltas/0-1.ydd",
        "/deltas/1-2.ydd.tmp",
        "/public/root.json",
        "http://localhost/authority.json",
        "http://localhost/../authority.json",
        "http://localhost/root.json?v=2"
      })
  void nameThatIsNotPublished_isNotThereWhateverTheFolderHolds(String target) throws IOException {
    Files.writeString(folder.resolve("authority.json"), "the private keys");
    for (String other :
        List.of(
            "authority.json",
            ".lock",
            "notes.txt",
            "root.json.tmp",
            "root/0.json",
            "root/01.json",
            "root/1.json",
            "root/1.json.tmp",
            "lists/00.cwt",
            "lists/64.cwt",
            "lists/0.json",
            "deltas/0-1.ydd",
            "deltas/1-2.ydd.tmp")) {
      put(other, "not published");
    }
    String response = rawGet(target);
    assertThat(statusOf(response)).isEqualTo("404");
    assertThat(response).contains("Cache-control: no-store\r\n").endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/root\\1.json", "/\u0001"})
  void targetThatIsNoUri_isABadRequest(String target) throws IOException {
    assertThat(statusOf(rawGet(target))).isEqualTo("400");
  }

  @Test
  void absoluteTarget_isTheSameName() throws IOException {
    assertThat(statusOf(rawGet("http://localhost/root.json"))).isEqualTo("200");
  }

  @Test
  void rootThatIsNew_isThereAtOnce() throws IOException, InterruptedException {
    HttpResponse<byte[]> before = get("root/2.json");
    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(header(before, "Cache-Control")).isEqualTo("no-store");
    put("root/2.json", JSON);
    assertThat(get("root/2.json").statusCode()).isEqualTo(200);
  }

  @Test
  void linkOutOfTheFolder_isNotFollowed() throws IOException, InterruptedException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("1.json"), "secret");
    try {
      Files.createSymbolicLink(lists.resolve("trust.json"), secrets.resolve("1.json"));
      Files.createSymbolicLink(lists.resolve("root"), secrets);
      Files.createSymbolicLink(lists.resolve("policy.json"), Path.of("root.json"));
      Files.createSymbolicLink(lists.resolve("manifest.json"), Path.of("nowhere"));
    } catch (UnsupportedOperationException noLinks) {
      Assumptions.abort("no symbolic links here: " + noLinks);
    }
    assertThat(get("trust.json").statusCode()).isEqualTo(404);
    assertThat(get("root/1.json").statusCode()).isEqualTo(404);
    assertThat(get("manifest.json").statusCode()).isEqualTo(404);
    assertThat(get("policy.json").body()).asString().isEqualTo(JSON);
  }

  @Test
  void folderOfAPublishedName_isNotThere() throws IOException, InterruptedException {
    Files.createDirectory(lists.resolve("trust.json"));
    assertThat(get("trust.json").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"})
  void otherMethod_isToldWhichThereAre(String method) throws IOException, InterruptedException {
    for (String name : List.of("root.json", "nothing")) {
      String response =
          raw(
              method
                  + " /"
                  + name
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
      assertThat(statusOf(response)).isEqualTo("405");
      assertThat(response).contains("\r\nAllow: GET, HEAD\r\n").contains("no-store");
    }
    assertThat(lists.resolve("root.json")).hasContent(JSON);
  }

  @ParameterizedTest
  @CsvSource({"root.json, gzip", "root.json, identity", "lists/0.cwt, gzip", "lists/1.cwt, gzip"})
  void head_isGetWithoutTheBody(String name, String coding)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> get = get(name, "Accept-Encoding", coding);
    HttpResponse<byte[]> head = send("HEAD", name, "Accept-Encoding", coding);
    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(get.body().length));
    for (String same : get.headers().map().keySet()) {
      if (!same.equals("date")) {
        assertThat(header(head, same)).as(same).isEqualTo(header(get, same));
      }
    }
    assertThat(head.headers().map().keySet()).isEqualTo(get.headers().map().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TAG",
        "W/TAG",
        "*",
        "\"other\", TAG",
        "\"other\",W/\"more\" ,\tW/TAG",
        ",, TAG",
        "\"a,b\", TAG",
        "\"\", TAG, \"rest"
      })
  void knownTag_isNotModified(String known) throws IOException, InterruptedException {
    HttpResponse<byte[]> first = get("root.json");
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<byte[]> again =
          send(method, "root.json", "If-None-Match", known.replace("TAG", tag(first)));
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(tag(again)).isEqualTo(tag(first)).matches("\"[!#-~]+\"");
      assertThat(header(again, "Cache-Control")).isEqualTo(IN_PLACE);
      assertThat(header(again, "Vary")).isEqualTo("Accept-Encoding");
      assertThat(header(again, "Content-Type")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"other\"", "W/\"other\"", "", "other", "**", "\"*\"", "w/TAG", "x TAG", "xTAG"})
  void unknownTag_getsTheFile(String known) throws IOException, InterruptedException {
    String tag = tag(get("root.json"));
    HttpResponse<byte[]> again = get("root.json", "If-None-Match", known.replace("TAG", tag));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).asString().isEqualTo(JSON);
  }

  @Test
  void tagWithoutItsQuotes_getsTheFile() throws IOException, InterruptedException {
    String bare = tag(get("root.json")).replace("\"", "");
    assertThat(get("root.json", "If-None-Match", bare).statusCode()).isEqualTo(200);
  }

  @Test
  void tagsInSeveralLines_areOneList() throws IOException, InterruptedException {
    String tag = tag(get("root.json"));
    assertThat(get("root.json", "If-None-Match", "\"other\"", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
  }

  @Test
  void tagOfWhatIsNotThere_isOfNoUse() throws IOException, InterruptedException {
    assertThat(get("trust.json", "If-None-Match", "*").statusCode()).isEqualTo(404);
  }

  @Test
  void tag_isOfTheContentAlone() throws IOException, InterruptedException {
    put("root/1.json", JSON);
    put("root/2.json", JSON + " ");
    assertThat(tag(get("root/1.json"))).isEqualTo(tag(get("root.json")));
    assertThat(tag(get("root/2.json"))).isNotEqualTo(tag(get("root.json")));
  }

  @Test
  void severalRequests_goOverOneConnection() throws IOException {
    String request = "GET /root.json HTTP/1.1\r\nHost: localhost\r\n";
    String all =
        raw(
            request
                + "If-None-Match: *\r\n\r\n"
                + "HEAD /root.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "POST /root.json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"
                + request
                + "Connection: close\r\n\r\n");
    assertThat(all.lines().filter(line -> line.startsWith("HTTP/1.1 ")).map(l -> statusOf(l)))
        .containsExactly("304", "200", "404", "405", "200");
    assertThat(all).endsWith("\r\n\r\n" + JSON);
  }

  @Test
  void fileThatIsReplacedMeanwhile_isWholeAndOfItsTag()
      throws IOException, InterruptedException, ExecutionException {
    String one = "1".repeat(500_000);
    String two = "2".repeat(700_000);
    put("lists/0.cwt", one);
    String tagOfOne = tag(get("lists/0.cwt"));
    put("lists/0.cwt", two);
    Map<String, String> bodies = Map.of(tagOfOne, one, tag(get("lists/0.cwt")), two);
    AtomicBoolean done = new AtomicBoolean();
    List<String> seen = new ArrayList<>();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> replacing =
          other.submit(
              () -> {
                for (int i = 0; !done.get(); i++) {
                  Path temporary = lists.resolve("lists/0.cwt.tmp");
                  Files.writeString(temporary, i % 2 == 0 ? one : two);
                  Files.move(
                      temporary, lists.resolve("lists/0.cwt"), StandardCopyOption.ATOMIC_MOVE);
                }
                return null;
              });
      while (seen.size() < 100 || seen.stream().distinct().count() < 2) {
        HttpResponse<byte[]> response = get("lists/0.cwt");
        assertThat(new String(response.body(), UTF_8)).isEqualTo(bodies.get(tag(response)));
        seen.add(tag(response));
      }
      done.set(true);
      replacing.get();
    } finally {
      done.set(true);
      other.shutdown();
    }
  }

  @ParameterizedTest
  @CsvSource({"2097151, 200", "2097152, 200", "2097153, 500"})
  void fileAboveTheLimit_isAnErrorThatIsTold(int size, int status)
      throws IOException, InterruptedException {
    Files.write(lists.resolve("lists/0.cwt"), new byte[size]);
    HttpResponse<byte[]> response = get("lists/0.cwt");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).hasSize(status == 200 ? size : 0);
    if (status == 500) {
      assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
      assertThat(err.toString(UTF_8)).contains("lists/0.cwt").contains("2097152");
      assertThat(err.toString(UTF_8).lines()).hasSize(1);
    } else {
      assertThat(err.size()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZip",
        "x-gzip",
        "*",
        "br, gzip",
        "gzip;q=0.001",
        "gzip ; Q=1.000 , br",
        "gzip;q=0.5, identity;q=0.5",
        "gzip;q=0.5, identity;q=0.4",
        "identity;q=0, *;q=0.1",
        "identity;q=0,gzip;q=0.1",
        "*;q=0, gzip"
      })
  void gzipThatIsWanted_isGiven(String accepted) throws IOException, InterruptedException {
    HttpResponse<byte[]> plain = get("root.json");
    HttpResponse<byte[]> packed = get("root.json", "Accept-Encoding", accepted);
    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(packed, "Cache-Control")).isEqualTo(IN_PLACE);
    assertThat(packed.body()).hasSizeLessThan(plain.body().length);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(tag(packed)).isNotEqualTo(tag(plain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "identity",
        "br",
        "gzip;q=0",
        "gzip;q=0.000, *",
        "*;q=0",
        "identity;q=0",
        "identity, gzip;q=0.9",
        "gzip;q=0.2, *;q=0.3",
        "gzip;q=2",
        "gzip;q=",
        "gzip;q=-1",
        "gzip;level=9",
        "gzipped",
        "gz ip",
        ";;;,,,"
      })
  void gzipThatIsNotWanted_isNotGiven(String accepted) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get("root.json", "Accept-Encoding", accepted);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Encoding")).isEmpty();
    assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(response.body()).asString().isEqualTo(JSON);
  }

  @Test
  void gzipForm_isKnownByItsOwnTagAlone() throws IOException, InterruptedException {
    String plain = tag(get("root.json"));
    String packed = tag(get("root.json", "Accept-Encoding", "gzip"));
    HttpResponse<byte[]> same =
        get("root.json", "Accept-Encoding", "gzip", "If-None-Match", packed);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(header(same, "Content-Encoding")).isEmpty();
    assertThat(get("root.json", "If-None-Match", packed).statusCode()).isEqualTo(200);
    assertThat(get("root.json", "Accept-Encoding", "gzip", "If-None-Match", plain).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lists/0.cwt", "deltas/1-2.ydd"})
  void whatIsCompressedAlready_hasOneFormForAll(String name)
      throws IOException, InterruptedException {
    put(name, "x".repeat(1000));
    HttpResponse<byte[]> response = get(name, "Accept-Encoding", "gzip, identity;q=0");
    assertThat(header(response, "Content-Encoding")).isEmpty();
    assertThat(header(response, "Vary")).isEmpty();
    assertThat(response.body()).hasSize(1000);
  }

  @Test
  void clientsThatSendSlowly_holdNobodyUp() throws IOException, InterruptedException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (String begun :
          List.of(
              "",
              "G",
              "GET /root.json HTTP/1.1\r\nHost: ",
              "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1")) {
        for (int i = 0; i < 12; i++) {
          Socket socket = connect();
          slow.add(socket);
          write(socket, begun);
        }
      }
      assertThat(get("root.json").statusCode()).isEqualTo(200);
      Socket finishing = slow.get(24);
      write(finishing, "localhost\r\nConnection: close\r\n\r\n");
      assertThat(new String(finishing.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 200 ")
          .endsWith(JSON);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void requestAndAnswer_haveATimeThatTheJdkAloneDoesNotGiveThem() {
    assertThat(Integer.getInteger("sun.net.httpserver.maxReqTime")).isEqualTo(10);
    assertThat(Integer.getInteger("sun.net.httpserver.maxRspTime")).isEqualTo(120);
  }

  @Test
  void requests_areToldIfThatIsWantedAndNeverByWhom() throws IOException, InterruptedException {
    get("root.json");
    assertThat(out.size()).isZero();
    publisher.close();
    publisher = start(true);
    String known = tag(get("root.json"));
    get("root.json", "If-None-Match", known);
    send("HEAD", "root.json");
    send("DELETE", "lists/0.cwt");
    rawGet("/" + "\u00e4".repeat(500));
    raw("GET\u001b[2J /nothing HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "GET /root.json 200 " + JSON.length(),
            "GET /root.json 304 0",
            "HEAD /root.json 200 0",
            "DELETE /lists/0.cwt 405 0",
            "GET /" + "?".repeat(99) + " 404 0",
            "GET?[2J /nothing 405 0");
    assertThat(err.size()).isZero();
  }

  @Test
  void portThatIsTaken_isExplained() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("authority", "serve", folder.toString(), "--port", port, "--lang", "en"))
          .isEqualTo(1);
      assertThat(err.toString(UTF_8)).startsWith("Error: Port " + port + " is taken");
    }
  }

  @Test
  void addressThatIsNotThere_isExplained() {
    for (String[] wrong :
        new String[][] {
          {"--host", "192.0.2.1"}, {"--host", "[::no-address]"}, {"--port", "65536"}
        }) {
      err.reset();
      assertThat(run("authority", "serve", folder.toString(), wrong[0], wrong[1], "--lang", "en"))
          .isEqualTo(1);
      assertThat(err.toString(UTF_8)).startsWith("Error: ").contains(wrong[1]).hasLineCount(1);
    }
  }

  @Test
  void folderWithoutLists_isExplained() {
    assertThat(run("authority", "serve", folder.resolve("none").toString(), "--lang", "zh"))
        .isEqualTo(1);
    assertThat(err.toString(UTF_8)).startsWith("错误：").contains("authority init");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  /** The whole command, in a process of its own with short times, while its authority goes on. */
  @Test
  void command_servesWithoutKeysOrLockAndClosesWhatIsSilent()
      throws IOException, InterruptedException {
    Path sandbox = folder.resolve("sandbox");
    assertThat(run("authority", "init", sandbox.toString())).isZero();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.idleInterval=1",
                "-Dsun.net.httpserver.clockTick=100",
                "-Dsun.net.httpserver.maxReqTime=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.youdai.server.Youdai",
                "authority",
                "serve",
                sandbox.toString(),
                "--port",
                "0",
                "--lang",
                "en")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      URI address =
          URI.create(
              lines.readLine().replaceAll(".* at (http://127\\.0\\.0\\.1:[0-9]+/) .*", "$1"));
      HttpRequest manifest = HttpRequest.newBuilder(address.resolve("manifest.json")).build();
      HttpResponse<String> first = client.send(manifest, HttpResponse.BodyHandlers.ofString());
      assertThat(run("authority", "publish", sandbox.toString())).isZero();
      HttpResponse<String> second = client.send(manifest, HttpResponse.BodyHandlers.ofString());
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(second.body())
          .isEqualTo(Files.readString(sandbox.resolve("public/manifest.json")));
      assertThat(tag(second)).isNotEqualTo(tag(first));
      for (String silent :
          List.of("", "GET /root.json HT", "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
          socket.setSoTimeout(30_000);
          write(socket, silent);
          socket.getInputStream().readAllBytes(); // ends when the other side closes
        }
      }
      process.toHandle().destroy(); // unlike Process.destroy, leaves what it wrote readable
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(lines.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }
}
