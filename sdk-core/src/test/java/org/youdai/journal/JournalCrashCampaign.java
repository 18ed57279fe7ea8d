package org.youdai.journal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Does a journal keep its word when its process is killed at any moment? A process writes decisions
 * and uploads them, and is killed with SIGKILL, again and again on the same folder; often what it
 * had not acknowledged is torn as well, as a power cut would. Each time nothing acknowledged may be
 * lost, the chain has to hold, and what the receiver counts has to be what the journal counts.
 *
 * <p>Run: {@code campaigns/journal 500}, or {@code mvn -B -ntp -Pjournal-crash -pl sdk-core
 * verify}.
 */
final class JournalCrashCampaign {
  private static final int LANES = 2;
  private static final int KILLED = 128 + 9;
  private static final int TOLD_EVERY = 50;
  private static final long HUNG_SECONDS = 60;

  /** With so many kills, none of the events may be missing. */
  private static final int MANY = 200;

  /** Of so many processes one is killed while it may still be starting. */
  private static final int EARLY_OF = 10;

  /** Of so many kills one is followed by a look at everything. */
  private static final int LOOK_OF = 3;

  /** Of so many replies one is lost. */
  private static final int REPLY_LOST_OF = 15;

  private static final int LONGEST_LIFE_MILLIS = 250;

  private final Path work;
  private final int kills;
  private final long seed;
  private final PrintStream out;
  private final Map<Event, Long> events = new EnumMap<>(Event.class);
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private int killed;

  /** What was seen; each has to be. */
  enum Event {
    /** Killed before it had opened the journal. */
    STARTING("kills while it started"),
    /** Decisions whose line is forced. */
    ACKNOWLEDGED("lines acknowledged"),
    /** Lines that are there and were not acknowledged. */
    BEYOND("lines found that were not acknowledged yet"),
    /** The end of the last segment was torn, by the kill or by hand. */
    TORN("torn ends cut off"),
    /** The receiver had lines that the cursor did not count. */
    AGAIN("lines that came twice"),
    /** Replies that the receiver did not give. */
    REPLY_LOST("replies lost"),
    /** Segments that are gone. */
    REMOVED("times that uploaded segments had been removed");

    private final String text;

    Event(String text) {
      this.text = text;
    }
  }

  /** What may not happen. */
  enum Fault {
    /** An acknowledged line is not there. */
    LOST("acknowledged decisions lost"),
    /** The same decision is in two lines. */
    TWICE("decisions written twice"),
    /** The chain is broken. */
    CHAIN("broken chains"),
    /** The receiver or a recount counts otherwise. */
    COUNTS("wrong counts"),
    /** A process ends by itself. */
    START("failed starts");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  JournalCrashCampaign(Path work, int kills, long seed, PrintStream out) {
    this.work = work;
    this.kills = kills;
    this.seed = seed;
    this.out = out;
  }

  /** Takes how many kills there are to be, 500 unless given, and a seed. */
  public static void main(String[] args) throws Exception {
    int kills = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path work = Files.createTempDirectory("youdai-journal");
    boolean holds = new JournalCrashCampaign(work, kills, seed, out).run();
    if (holds) {
      remove(work);
    } else {
      out.println("what is left of it: " + work);
    }
    System.exit(holds ? 0 : 1);
  }

  /** Returns whether there was no fault, and enough was seen to say so. */
  boolean run() throws Exception {
    long start = System.nanoTime();
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      running.add(lanes.submit(new Lane(i)));
    }
    lanes.shutdown();
    for (Future<Void> lane : running) {
      lane.get();
    }
    return conclude((System.nanoTime() - start) / 1_000_000_000);
  }

  private synchronized boolean conclude(long seconds) {
    out.println("seed " + seed + ", " + seconds + " s");
    for (Event event : Event.values()) {
      out.printf("%,10d %s%n", events.getOrDefault(event, 0L), event.text);
    }
    out.printf("%,10d kills%n", killed);
    for (Fault fault : Fault.values()) {
      out.printf("%,10d %s%n", faults.getOrDefault(fault, 0), fault.text);
    }
    boolean metAll = kills < MANY || events.keySet().containsAll(List.of(Event.values()));
    return metAll && faults.isEmpty() && events.containsKey(Event.ACKNOWLEDGED);
  }

  private synchronized boolean goesOn() {
    return killed < kills;
  }

  private synchronized void tellKilled() {
    killed++;
    if (killed % TOLD_EVERY == 0) {
      out.printf("%,d kills%n", killed);
    }
  }

  private synchronized void see(Event event, long count) {
    if (count > 0) {
      events.merge(event, count, Long::sum);
    }
  }

  private synchronized void tell(Fault fault, String what) {
    faults.merge(fault, 1, Integer::sum);
    out.println(fault.text + ": " + what);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The other side of the upload: keeps what it has not, and loses replies. */
  private final class Receiver implements AutoCloseable {
    private final SplittableRandom random;
    private final HttpServer server;
    private final Set<String> known = new HashSet<>();
    private final Map<JournalLine.Subject, long[]> counts = new HashMap<>();
    private long again;

    Receiver(long seed) throws IOException {
      random = new SplittableRandom(seed);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::take);
      server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String length = exchange.getRequestHeaders().getFirst("Content-Length");
      if (body.length == Integer.parseInt(length)) { // else it was killed while it sent
        keep(new String(body, StandardCharsets.UTF_8).lines().toList());
        if (random.nextInt(REPLY_LOST_OF) == 0) {
          see(Event.REPLY_LOST, 1);
        } else {
          exchange.sendResponseHeaders(204, -1);
        }
      }
      exchange.close();
    }

    synchronized void keep(List<String> lines) {
      for (String text : lines) {
        Optional<JournalLine> line = JournalLine.parse(text.getBytes(StandardCharsets.UTF_8));
        if (line.isEmpty()) {
          tell(Fault.CHAIN, "uploaded: " + text);
        } else if (known.add(key(text))) {
          long[] row = counts.computeIfAbsent(line.get().subject(), s -> new long[2]);
          row[line.get().isAnnulled() ? 1 : 0]++;
        } else {
          again++;
        }
      }
    }

    synchronized boolean knows(String key) {
      return known.contains(key);
    }

    synchronized long takeAgain() {
      long count = again;
      again = 0;
      return count;
    }

    synchronized boolean counts(Counts other) {
      Map<JournalLine.Subject, List<Long>> mine = new HashMap<>();
      counts.forEach((subject, row) -> mine.put(subject, List.of(row[0], row[1])));
      Map<JournalLine.Subject, List<Long>> theirs = new HashMap<>();
      for (Counts.Row row : other.rows()) {
        theirs.put(
            new JournalLine.Subject(row.day(), row.venue(), row.outcome(), row.benefit()),
            List.of(row.decided(), row.annulled()));
      }
      return mine.equals(theirs);
    }

    @Override
    public synchronized String toString() {
      Map<String, String> rows = new TreeMap<>();
      counts.forEach((subject, row) -> rows.put(subject.toString(), Arrays.toString(row)));
      return known.size() + " received: " + rows;
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** Returns by what a line is known: its id, and the first letter of its kind. */
  private static String key(String line) {
    int id = line.indexOf("\"id\":\"") + 6;
    int kind = line.indexOf("\"kind\":\"") + 8;
    return line.substring(id, id + 36) + line.charAt(kind);
  }

  /** One folder, and one process at a time. */
  private final class Lane implements Callable<Void> {
    private final Path folder;
    private final SplittableRandom random;
    private final String name;
    private final Set<String> acknowledged = new HashSet<>();
    private long acknowledgedNumber;
    private long startingMillis = 500;

    Lane(int number) {
      this.folder = work.resolve("journal-" + number);
      this.random = new SplittableRandom(seed * LANES + number);
      this.name = "lane " + number;
    }

    @Override
    public Void call() throws Exception {
      try (Receiver receiver = new Receiver(random.nextLong())) {
        int life = 0;
        while (goesOn()) {
          String where = name + ", life " + ++life;
          live(where, receiver);
          tellKilled();
          inspect(where);
          if (random.nextInt(LOOK_OF) == 0) {
            settle(where, receiver);
          }
        }
        settle(name + ", at the end", receiver);
      }
      return null;
    }

    /** Starts a process and kills it at some moment. */
    private void live(String where, Receiver receiver) throws Exception {
      boolean mayBeStarting = random.nextInt(EARLY_OF) == 0;
      long begun = System.nanoTime();
      Process process = start(receiver);
      ProcessHandle handle = process.toHandle(); // the process itself would close its output
      CompletableFuture.delayedExecutor(HUNG_SECONDS, TimeUnit.SECONDS)
          .execute(handle::destroyForcibly);
      boolean isStarted = false;
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        if (mayBeStarting) {
          process.waitFor(random.nextLong(startingMillis + 1), TimeUnit.MILLISECONDS);
        } else {
          isStarted = hear(where, lines.readLine());
          startingMillis = (3 * startingMillis + (System.nanoTime() - begun) / 1_000_000) / 4;
          process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        }
        handle.destroyForcibly();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          isStarted |= hear(where, line);
        }
      }
      int exit = process.waitFor();
      if (exit != KILLED || (!isStarted && !mayBeStarting)) {
        tell(Fault.START, where + ": ended with " + exit);
      }
      see(Event.STARTING, isStarted ? 0 : 1);
    }

    private boolean hear(String where, String line) {
      if (line == null) {
        return false;
      }
      String[] words = line.split(" ");
      long number = Long.parseLong(words[1]);
      if (number < acknowledgedNumber) {
        tell(Fault.LOST, where + ": at " + number + ", not at " + acknowledgedNumber);
      }
      if (words[0].equals(CrashingJournal.KEPT)) {
        acknowledgedNumber = number;
        List<String> ids = Arrays.asList(words).subList(2, words.length);
        acknowledged.addAll(ids);
        see(Event.ACKNOWLEDGED, ids.size());
      }
      return true;
    }

    private Process start(Receiver receiver) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xshare:auto",
              "-Xmx64m",
              "-cp",
              System.getProperty("java.class.path"),
              CrashingJournal.class.getName(),
              folder.toString(),
              "http://127.0.0.1:" + receiver.server.getAddress().getPort() + "/",
              Long.toString(random.nextLong()))
          .redirectError(ProcessBuilder.Redirect.appendTo(work.resolve(name + ".err").toFile()))
          .start();
    }

    /** Looks at what the kill left, and tears what was not acknowledged. */
    private void inspect(String where) throws IOException {
      if (!Files.isDirectory(folder)) {
        return;
      }
      JournalReport report = FolderJournal.verify(folder);
      report.firstBreak().ifPresent(found -> tell(Fault.CHAIN, where + ": " + found));
      if (report.last() < acknowledgedNumber) {
        tell(Fault.LOST, where + ": " + report.last() + " is left of " + acknowledgedNumber);
      }
      see(Event.BEYOND, report.last() - acknowledgedNumber);
      see(Event.REMOVED, report.first() > 1 ? 1 : 0);
      if (random.nextBoolean()) {
        tear();
      }
      see(Event.TORN, FolderJournal.verify(folder).unfinished() > 0 ? 1 : 0);
    }

    /** Leaves part of what came after the last acknowledged line, or part of a line behind it. */
    private void tear() throws IOException {
      if (SegmentFolder.list(folder).isEmpty()) {
        return;
      }
      Path last = SegmentFolder.list(folder).lastEntry().getValue();
      long sure = 0;
      long forced = Math.max(acknowledgedNumber, Math.max(uploaded(), counted()));
      try (SegmentReader reader = SegmentReader.open(last)) {
        for (Optional<SegmentReader.RawLine> raw = reader.next();
            raw.isPresent();
            raw = reader.next()) {
          long number = raw.get().line().map(JournalLine::sequence).orElse(Long.MAX_VALUE);
          sure = number <= forced ? raw.get().end() : sure;
        }
      }
      byte[] bytes = Files.readAllBytes(last);
      if (bytes.length > sure) {
        int length = (int) random.nextLong(sure, bytes.length);
        Files.write(last, Arrays.copyOf(bytes, length));
      } else if (bytes.length > 0) {
        byte[] part = Arrays.copyOf(bytes, random.nextInt(Math.min(bytes.length, 300)));
        Files.write(last, part, StandardOpenOption.APPEND);
      }
    }

    /**
     * A line that was uploaded was forced before, whether the process could still say so or not.
     */
    private long uploaded() throws IOException {
      byte[] cursor = TwinFile.of(folder, "uploaded").read().orElse(new byte[0]);
      String text = new String(cursor, StandardCharsets.UTF_8);
      String number = text.replaceAll("(?s).*\"through\":(\\d+).*", "$1");
      return number.isEmpty() ? 0 : Long.parseLong(number) + CrashingJournal.OPTIONS.batch();
    }

    /** So was a line that the counts on the disk include. */
    private long counted() throws IOException {
      Optional<byte[]> counts = TwinFile.of(folder, Tally.NAME).read();
      return counts.isPresent() ? Tally.parse(counts.get()).through() : 0;
    }

    /** Opens the journal as the next process will, uploads all, and compares everything. */
    private void settle(String where, Receiver receiver) throws IOException {
      try (FolderJournal journal =
          FolderJournal.open(
              folder, CrashingJournal.OPTIONS, Clock.systemUTC(), new Random(seed))) {
        journal.upload(batch -> receiver.keep(batch.lines()));
        if (journal.health().notUploaded() != 0) {
          tell(Fault.LOST, where + ": not uploaded " + journal.health());
        }
        if (!receiver.counts(journal.counts())) {
          tell(Fault.COUNTS, where + ": " + journal.counts() + ", not " + receiver);
        }
        if (!FolderJournal.counts(folder).equals(journal.counts())) {
          tell(Fault.COUNTS, where + ": counted anew " + FolderJournal.counts(folder));
        }
        acknowledgedNumber = Math.max(acknowledgedNumber, journal.health().durable());
      }
      JournalReport report = FolderJournal.verify(folder);
      if (report.firstBreak().isPresent() || report.unfinished() > 0) {
        tell(Fault.CHAIN, where + ": " + report);
      }
      for (String key : acknowledged) {
        if (!receiver.knows(key)) {
          tell(Fault.LOST, where + ": " + key);
        }
      }
      acknowledged.clear();
      requireOnce(where);
      see(Event.AGAIN, receiver.takeAgain());
    }

    private void requireOnce(String where) throws IOException {
      Set<String> seen = new HashSet<>();
      for (Path segment : SegmentFolder.list(folder).values()) {
        for (String line : Files.readAllLines(segment)) {
          if (!seen.add(key(line))) {
            tell(Fault.TWICE, where + ": " + key(line));
          }
        }
      }
    }
  }
}
