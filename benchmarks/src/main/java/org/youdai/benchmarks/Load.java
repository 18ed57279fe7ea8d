package org.youdai.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.decision.DecisionId;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.gate.Lane;
import org.youdai.gate.Passage;
import org.youdai.journal.FolderJournal;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.replay.MemoryGuard;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/**
 * What does the server make of the rate that the same machine reaches with a gate in the same
 * process? Every use is a first one: of a code at a venue where it was not before. Client and
 * server share the machine's cores. The decisions of every answer are in the journal on the disk,
 * and are all in the database at the end.
 *
 * <p>Arguments: the seconds of each phase, the number of codes, and the minutes of a soak.
 */
public final class Load {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int LANES = Runtime.getRuntime().availableProcessors();
  private static final int BATCH = 1000;
  private static final int BATCHES = 4;
  private static final int CONNECTIONS = 32;
  private static final int VENUES = 400;
  private static final Pattern KEY = Pattern.compile("\\bydk_\\S+");

  private final int seconds;
  private final List<String> codes = new ArrayList<>();
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong admitted = new AtomicLong();
  private final Path folder;
  private Snapshot snapshot = Snapshot.neverSynced();

  private Load(int seconds, Path folder) {
    this.seconds = seconds;
    this.folder = folder;
  }

  /** Runs it, and ends with 1 if a bar is missed. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    int codes = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
    int soakMinutes = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    Path folder = Files.createTempDirectory("youdai-load");
    try {
      Load load = new Load(seconds, folder);
      load.issue(codes);
      System.exit(load.run(soakMinutes) ? 0 : 1);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void issue(int count) throws IOException {
    System.err.printf("Issuing %,d codes ...%n", count);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), now, new SecureRandom());
    authority.addIssuer(new Issuer("999999", "示例", "Example"), SignatureAlgorithm.SM2, now);
    Validity day = new Validity(now, now.plus(Duration.ofDays(1)));
    for (int i = 0; i < count; i++) {
      codes.add(authority.issue(0, 60, now, day).reveal());
    }
    Map<String, byte[]> files = authority.publish(now);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve("lists").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.createDirectories(folder.resolve("venues"));
    for (int i = 0; i < VENUES; i++) {
      Files.writeString(
          folder.resolve("venues/bus-" + i + ".json"),
          """
          {"id": "bus-%d", "category": "TRANSIT", "ownership": "GOVERNMENT", "reuseInterval": "%s"}
          """
              .formatted(i, INTERVAL));
    }
    if (Snapshot.read(authority.anchor(), ListSource.of(files)) instanceof Snapshot.Ready ready) {
      snapshot = ready.snapshot();
    }
  }

  /** A code and a venue at which it was not before within the interval. */
  private record Use(String code, String venue) {}

  private Use use() {
    long n = next.getAndIncrement();
    return new Use(codes.get((int) (n % codes.size())), "bus-" + n / codes.size() % VENUES);
  }

  private boolean run(int soakMinutes) throws Exception {
    double inProcess = inProcess();
    System.err.println("Starting the server ...");
    long begun = System.nanoTime();
    try (Server server = Server.start(folder)) {
      double startSeconds = (System.nanoTime() - begun) / 1e9;
      during(10, BATCHES, () -> batches(server)); // warm-up
      during(10, () -> singles(server));
      server.settled(admitted.get());
      Rate batch = during(seconds, BATCHES, () -> batches(server));
      long rush = System.nanoTime();
      server.settled(admitted.get());
      double behind = (System.nanoTime() - rush) / 1e9;
      Rate single = during(seconds, () -> singles(server));
      server.settled(admitted.get());
      List<Double> waits = waits(server, single.perSecond() / 2, seconds);
      Bars bars = new Bars(System.out);
      bars.tell("start, s", startSeconds);
      bars.tell("in process, decisions/s", inProcess);
      bars.tell("batch, decisions/s", batch.perSecond());
      bars.tell("the database has all after that, s", behind);
      bars.tell("single, requests/s at the peak", single.perSecond());
      bars.tell("single : in process", single.perSecond() / inProcess);
      bars.tell("single p50 at the peak, ms", percentile(single.waits(), 0.5));
      bars.tell("single p99 at the peak, ms", percentile(single.waits(), 0.99));
      bars.tell("batch of 1,000, p50, ms", percentile(batch.waits(), 0.5));
      bars.tell("batch of 1,000, p99, ms", percentile(batch.waits(), 0.99));
      bars.tell("single p50 at half the peak, ms", percentile(waits, 0.5));
      bars.require("single p99 at half the peak, ms", percentile(waits, 0.99), 20);
      bars.require("in process : batch (1 / 0.7)", inProcess / batch.perSecond(), 1 / 0.7);
      if (soakMinutes > 0) {
        soak(server, single.perSecond() / 2, soakMinutes, bars);
      }
      bars.require(
          "decisions not in the database, or twice",
          (double) Math.abs(admitted.get() - server.settled(admitted.get())),
          0);
      return bars.conclude();
    }
  }

  /** What the lanes got done together. */
  private record Rate(double perSecond, List<Double> waits) {}

  /** One connection's or thread's work: what it got done with each call, and how long it took. */
  private interface Lap {
    int run() throws IOException;
  }

  private interface Laps {
    Lap open() throws IOException;
  }

  private Rate during(int time, Laps laps) throws Exception {
    return during(time, CONNECTIONS, laps);
  }

  private Rate during(int time, int lanes, Laps laps) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(time);
    AtomicLong done = new AtomicLong();
    Callable<List<Double>> lane =
        () -> {
          List<Double> waits = new ArrayList<>();
          Lap lap = laps.open();
          while (System.nanoTime() < end) {
            long start = System.nanoTime();
            done.addAndGet(lap.run());
            waits.add((System.nanoTime() - start) / 1e6);
          }
          return waits;
        };
    long start = System.nanoTime();
    List<Double> waits = together(lanes, lane);
    return new Rate(done.get() / ((System.nanoTime() - start) / 1e9), waits);
  }

  private static List<Double> together(int lanes, Callable<List<Double>> lane)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<List<Double>>> running = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        running.add(threads.submit(lane));
      }
      List<Double> waits = new ArrayList<>();
      for (Future<List<Double>> each : running) {
        waits.addAll(each.get());
      }
      Collections.sort(waits);
      return waits;
    } finally {
      threads.shutdownNow();
    }
  }

  private static double percentile(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
  }

  /** Decides with gates in this process that share a guard and a journal, on all cores. */
  private double inProcess() throws Exception {
    System.err.println("Deciding in this process ...");
    Device device = new Device(Clock.systemUTC(), System::nanoTime, new SecureRandom());
    MemoryGuard guard = MemoryGuard.remembering(200_000, device.nanos());
    try (FolderJournal journal =
        FolderJournal.open(
            folder.resolve("journal"),
            FolderJournal.Options.STANDARD.withQueue(100_000),
            device.clock(),
            device.random())) {
      Map<String, Gate> gates = new HashMap<>();
      for (int i = 0; i < VENUES; i++) {
        VenueProfile venue =
            VenueProfile.of("bus-" + i, VenueCategory.TRANSIT, Ownership.GOVERNMENT)
                .withReuseInterval(INTERVAL);
        GateProfile profile = GateProfile.of(venue).withDebounce(Duration.ZERO);
        gates.put(venue.id(), new Gate(profile, () -> snapshot, guard, journal, device));
      }
      Laps laps =
          () ->
              () -> {
                Use use = use();
                Gate gate = gates.getOrDefault(use.venue(), gates.get("bus-0"));
                boolean isAdmitted =
                    gate != null
                        && gate.scan(use.code()) instanceof Passage passage
                        && passage.lane() == Lane.OPEN;
                require(isAdmitted, "not admitted in process");
                return 1;
              };
      during(10, LANES, laps); // warm-up
      return during(seconds, LANES, laps).perSecond();
    }
  }

  private static void require(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static void append(StringBuilder body, Use use) {
    DecisionId scan = DecisionId.create(Instant.now(), ThreadLocalRandom.current());
    body.append("{\"text\":\"")
        .append(use.code().replace("\\", "\\\\"))
        .append("\",\"venue\":\"")
        .append(use.venue())
        .append("\",\"scan\":\"")
        .append(scan)
        .append("\"}");
  }

  private void check(HttpLine line, int status, int expected) {
    boolean isGood =
        status == 200
            && line.count("\"outcome\":\"ADMIT\"") == expected
            && line.count("\"recorded\":true") == expected;
    require(isGood, "status " + status + ": " + line.text());
    admitted.addAndGet(expected);
  }

  private Lap batches(Server server) throws IOException {
    HttpLine line = server.connect();
    return () -> {
      StringBuilder body = new StringBuilder(BATCH * 330);
      for (int i = 0; i < BATCH; i++) {
        append(body, use());
        body.append('\n');
      }
      byte[] content = body.toString().getBytes(StandardCharsets.US_ASCII);
      String type = "application/x-ndjson";
      check(line, line.send("POST", "/v1/verify/batch", server.key, type, content), BATCH);
      return BATCH;
    };
  }

  private Lap singles(Server server) throws IOException {
    HttpLine line = server.connect();
    return () -> {
      single(line, server);
      return 1;
    };
  }

  private void single(HttpLine line, Server server) throws IOException {
    StringBuilder body = new StringBuilder(330);
    append(body, use());
    byte[] content = body.toString().getBytes(StandardCharsets.US_ASCII);
    check(line, line.send("POST", "/v1/verify", server.key, "application/json", content), 1);
  }

  /**
   * Sends at a fixed rate, whatever the server does, and returns how long each request took from
   * the moment it was due, in milliseconds and ascending.
   */
  private List<Double> waits(Server server, double perSecond, int time) throws Exception {
    long start = System.nanoTime();
    AtomicLong ticket = new AtomicLong();
    long all = (long) (perSecond * time);
    return together(
        CONNECTIONS,
        () -> {
          List<Double> waits = new ArrayList<>();
          HttpLine line = server.connect();
          for (long n = ticket.getAndIncrement(); n < all; n = ticket.getAndIncrement()) {
            long due = start + (long) (n / perSecond * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            single(line, server);
            waits.add((System.nanoTime() - due) / 1e6);
          }
          return waits;
        });
  }

  /** The memory that lives after a collection must not grow once the server has settled. */
  private void soak(Server server, double perSecond, int minutes, Bars bars) throws Exception {
    List<Double> live = new ArrayList<>();
    for (int minute = 1; minute <= minutes; minute++) {
      waits(server, perSecond, 60);
      live.add(server.liveMiB());
      System.err.printf(
          "soak: minute %d of %d, %.1f MiB live%n", minute, minutes, live.get(minute - 1));
    }
    int third = Math.max(1, minutes / 3);
    double early =
        live.subList(third, Math.min(live.size(), 2 * third)).stream()
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow();
    double late =
        live.subList(live.size() - third, live.size()).stream()
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow();
    bars.tell("soak, requests/s", perSecond);
    bars.tell("live memory, second third, MiB", early);
    bars.require("live memory, last third : second", late / early, 1.1);
  }

  /** A server in a process of its own, as {@code ./youdai serve} starts it. */
  private static final class Server implements AutoCloseable {
    private final Process process;
    private final int port;
    private final String key;

    private Server(Process process, int port, String key) {
      this.process = process;
      this.port = port;
      this.key = key;
    }

    static Server start(Path folder) throws IOException {
      int port;
      try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Path settings =
          Files.writeString(
              folder.resolve("load.properties"),
              """
              youdai.server.access.gate.per-second=10000000
              youdai.server.access.gate.burst=10000000
              youdai.server.access.operator.per-second=10000000
              youdai.server.access.operator.burst=10000000
              logging.level.org.youdai.gate.Gate=WARN
              """);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("youdai.root"), "youdai").toString(),
                  "serve",
                  "--lists",
                  folder.resolve("lists").toString(),
                  "--venues",
                  folder.resolve("venues").toString(),
                  "--data",
                  folder.resolve("data").toString(),
                  "--port",
                  Integer.toString(port),
                  "--config",
                  settings.toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String key = "";
      StringBuilder seen = new StringBuilder();
      for (String line = lines.readLine(); ; line = lines.readLine()) {
        if (line == null) {
          throw new IOException("the server did not start:\n" + seen);
        }
        seen.append(line).append('\n');
        Matcher found = KEY.matcher(line);
        key = found.find() ? found.group() : key;
        if (line.contains("http://127.0.0.1:" + port + "/")) {
          break;
        }
      }
      Thread rest = new Thread(() -> log(lines), "log");
      rest.setDaemon(true);
      rest.start();
      return new Server(process, port, key);
    }

    private static void log(BufferedReader lines) {
      try {
        lines.lines().forEach(System.err::println);
      } catch (UncheckedIOException ended) {
        System.err.println("the server has ended");
      }
    }

    HttpLine connect() throws IOException {
      return new HttpLine(port);
    }

    /**
     * Returns how many admissions the database has, once it has {@code expected}, or after a
     * minute.
     */
    long settled(long expected) throws IOException, InterruptedException {
      long found = -1;
      try (HttpLine line = connect()) {
        for (int i = 0; i < 3000 && found != expected; i++) {
          Thread.sleep(100);
          LocalDate today = LocalDate.now(BenefitPolicy.ZONE);
          String days = "from=" + today.minusDays(1) + "&to=" + today.plusDays(1);
          String report = "/v1/reports/daily?format=csv&" + days;
          int status = line.send("GET", report, key, "text/csv", new byte[0]);
          require(status == 200, "status " + status + ": " + line.text());
          found =
              line.text()
                  .lines()
                  .filter(row -> row.contains("ADMIT"))
                  .mapToLong(Server::decided)
                  .sum();
        }
      }
      return found;
    }

    private static long decided(String row) {
      return Long.parseLong(List.of(row.replace("\"", "").split(",", -1)).get(4));
    }

    double liveMiB() throws IOException, InterruptedException {
      String pid = Long.toString(process.pid());
      Process histogram =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  pid,
                  "GC.class_histogram")
              .start();
      String total = "";
      try (BufferedReader lines = histogram.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          total = line.startsWith("Total") ? line : total;
        }
      }
      histogram.waitFor();
      return Long.parseLong(List.of(total.trim().split("\\s+", -1)).get(2)) / (double) (1 << 20);
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }
}
