package org.youdai.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.youdai.Snapshot;

/**
 * Does a store keep its word when its process is killed at any moment? A gate in a process of its
 * own updates without a pause and is killed with SIGKILL, again and again on the same store; each
 * time the next one has to start, to serve nothing older than what was acknowledged, and to decide
 * exactly as the publication that it serves says.
 *
 * <p>Run: {@code campaigns/crash 1000}, or {@code mvn -B -ntp -Pcrash -pl sdk-core verify}. A
 * killed process loses what it had not yet written, but not what the operating system had not yet
 * put on the disk: whether the store forces its files is not seen here.
 */
final class CrashCampaign {
  private static final int LANES = 2;
  private static final int KILLED = 128 + 9;
  private static final int TOLD_EVERY = 50;

  /** With so many kills, none of the moments may be missing. */
  private static final int MANY = 500;

  private static final long HUNG_SECONDS = 60;

  /** Of so many processes one is killed while it may still be starting. */
  private static final int EARLY_OF = 12;

  /** A process is killed in one of its first so many savings, or before them. */
  private static final int MOST_SAVINGS = 4;

  private final Path work;
  private final int kills;
  private final long seed;
  private final PrintStream out;
  private final Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private int killed;
  private int rounds;

  /** When a process was killed, by what it said and what it left behind. */
  enum Moment {
    /** Before it had anything to serve. */
    STARTING("while it started"),
    /** Between two savings. */
    BETWEEN("while it fetched and checked"),
    /** A generation is there under its temporary name. */
    WRITING("in a saving: a generation was being written"),
    /** The generation has its name, and the ratchet does not count it yet. */
    COUNTING("in a saving: a generation was there and not counted"),
    /** The ratchet counts the generation, and an old one is still there. */
    CLEARING("in a saving: the oldest generation was still there"),
    /** It had said that it would save, or had not said yet that it had; nothing is left. */
    EDGE("in a saving: before its first file or after its last");

    private final String text;

    Moment(String text) {
      this.text = text;
    }
  }

  /** What may not happen. */
  enum Fault {
    /** A code is decided otherwise than the publication says that serves. */
    VERDICT("wrong verdicts"),
    /** Something older serves, or is remembered, than what was acknowledged. */
    VERSION("acknowledged versions lost"),
    /** A process ends by itself, or finds something that is not whole. */
    START("failed starts");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  CrashCampaign(Path work, int kills, long seed, PrintStream out) {
    this.work = work;
    this.kills = kills;
    this.seed = seed;
    this.out = out;
  }

  /** Takes how many kills there are to be, 1,000 unless given, and a seed. */
  public static void main(String[] args) throws Exception {
    int kills = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path work = Files.createTempDirectory("youdai-crash");
    boolean holds = new CrashCampaign(work, kills, seed, out).run();
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
    CrashPublications publications =
        CrashPublications.write(work.resolve("publications"), Math.min(200, 24 + kills), seed);
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      running.add(lanes.submit(new Lane(publications, i)));
    }
    lanes.shutdown();
    for (Future<Void> lane : running) {
      lane.get();
    }
    return conclude((System.nanoTime() - start) / 1_000_000_000);
  }

  private synchronized boolean conclude(long seconds) {
    out.println("seed " + seed + ", " + seconds + " s, " + rounds + " stores used up");
    for (Moment moment : Moment.values()) {
      out.printf("%,8d %s%n", count(moment), moment.text);
    }
    int inSaving = killed - count(Moment.STARTING) - count(Moment.BETWEEN);
    out.printf("%,8d kills, %,d of them in a saving%n", killed, inSaving);
    for (Fault fault : Fault.values()) {
      out.printf("%,8d %s%n", faults.getOrDefault(fault, 0), fault.text);
    }
    boolean metAll = kills < MANY || moments.keySet().containsAll(List.of(Moment.values()));
    return metAll && faults.isEmpty();
  }

  private int count(Moment moment) {
    return moments.getOrDefault(moment, 0);
  }

  private synchronized boolean goesOn() {
    return killed < kills;
  }

  private synchronized void killedAt(Moment moment) {
    killed++;
    moments.merge(moment, 1, Integer::sum);
    if (killed % TOLD_EVERY == 0) {
      out.printf("%,d kills%n", killed);
    }
  }

  private synchronized void tellUsedUp() {
    rounds++;
  }

  private synchronized void tell(Fault fault, String what) {
    faults.merge(fault, 1, Integer::sum);
    out.println(fault.text + ": " + what);
  }

  private static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** One store, and one process at a time. */
  private final class Lane implements Callable<Void> {
    private final CrashPublications publications;
    private final Path store;
    private final SplittableRandom random;
    private final String name;
    private int kept;
    private int served;
    private long startingNanos = 1_000_000_000;
    private long savingNanos = 20_000_000;

    Lane(CrashPublications publications, int number) {
      this.publications = publications;
      this.store = work.resolve("store-" + number);
      this.random = new SplittableRandom(seed * LANES + number);
      this.name = "lane " + number;
    }

    @Override
    public Void call() throws IOException, InterruptedException {
      int life = 0;
      while (goesOn()) {
        live(++life, true);
        if (served == publications.count()) {
          live(++life, false);
          startOver();
        }
      }
      live(++life, false); // so that a start follows the last kill as well
      return null;
    }

    private void startOver() throws IOException {
      remove(store);
      kept = 0;
      served = 0;
      tellUsedUp();
    }

    /** Starts a gate, kills it at some moment, and looks at what there is then. */
    private void live(int life, boolean isToUpdate) throws IOException, InterruptedException {
      String where = name + ", life " + life;
      Process process = start();
      ProcessHandle handle = process.toHandle(); // the process itself would close its output
      CompletableFuture.delayedExecutor(HUNG_SECONDS, TimeUnit.SECONDS)
          .execute(handle::destroyForcibly);
      Heard heard = new Heard();
      boolean mayBeStarting = isToUpdate && random.nextInt(EARLY_OF) == 0;
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        if (mayBeStarting) {
          process.waitFor(share(startingNanos), TimeUnit.NANOSECONDS);
        } else {
          int savings = isToUpdate ? random.nextInt(MOST_SAVINGS + 1) : 0;
          heard.until(lines, savings);
          process.waitFor(isToUpdate ? share(savingNanos * 4 / 3) : 0, TimeUnit.NANOSECONDS);
        }
        handle.destroyForcibly();
        heard.all(lines);
      }
      int exit = process.waitFor();
      if (exit != KILLED || (heard.started.isEmpty() && !mayBeStarting)) {
        tell(Fault.START, where + ": ended with " + exit + " after " + heard);
      }
      if (!heard.started.isEmpty()) {
        checkStart(where, heard.started.split(" ", 4));
      }
      kept = Math.max(kept, heard.kept);
      if (isToUpdate) {
        killedAt(moment(heard));
      }
      checkStore(where);
    }

    private long share(long nanos) {
      return (long) (random.nextDouble() * nanos);
    }

    private Process start() throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xshare:auto",
              "-Xmx64m",
              "-cp",
              System.getProperty("java.class.path"),
              CrashingGate.class.getName(),
              work.resolve("publications").toString(),
              store.toString())
          .redirectError(ProcessBuilder.Redirect.appendTo(work.resolve(name + ".err").toFile()))
          .start();
    }

    /** Compares what a new process said with what was found on the disk before it started. */
    private void checkStart(String where, String[] started) {
      int number = Integer.parseInt(started[1]);
      if (!started[2].equals("-")) {
        tell(Fault.START, where + ": it found " + started[2]);
      }
      if (number != served || !started[3].equals(publications.expected(number))) {
        tell(Fault.VERDICT, where + ": by " + number + " it decided " + started[3]);
      }
    }

    /** Opens the store as the next process will. */
    private void checkStore(String where) throws IOException {
      int leastToServe = Math.max(kept, served); // what was served once is not lost either
      FolderStore folder = FolderStore.of(store);
      SnapshotFeed feed = publications.open(folder);
      Snapshot snapshot = feed.get();
      served = publications.numberOf(snapshot);
      feed.health().problem().ifPresent(p -> tell(Fault.START, where + ": " + p));
      if (snapshot.isFallback()) {
        tell(Fault.START, where + ": " + served + " serves in place of a newer one");
      }
      if (served < leastToServe) {
        tell(Fault.VERSION, where + ": " + served + " is left of " + leastToServe);
      }
      int counted = publications.numberOf(folder.ratchet());
      if (counted < kept) {
        tell(Fault.VERSION, where + ": the ratchet is at " + counted + ", not at " + kept);
      }
      String verdicts = publications.verdicts(snapshot);
      if (!verdicts.equals(publications.expected(served))) {
        tell(Fault.VERDICT, where + ": by " + served + " it decides " + verdicts);
      }
    }

    private Moment moment(Heard heard) throws IOException {
      if (heard.started.isEmpty()) {
        return Moment.STARTING;
      }
      if (!heard.isSaving) {
        return Moment.BETWEEN;
      }
      if (!names("gen-*.tmp").isEmpty()) {
        return Moment.WRITING;
      }
      List<String> generations = names("gen-*");
      long newest = generations.stream().mapToLong(n -> number(n, "gen-")).max().orElse(0);
      return newest > counted()
          ? Moment.COUNTING
          : generations.size() > 2 ? Moment.CLEARING : Moment.EDGE;
    }

    private long counted() throws IOException {
      long newest = 0;
      for (String name : names("ratchet-?")) {
        String text = Files.readString(store.resolve(name));
        newest = Math.max(newest, number(text.substring(0, text.indexOf(',')), "{\"generation\":"));
      }
      return newest;
    }

    private static long number(String text, String prefix) {
      return Long.parseLong(text.substring(prefix.length()));
    }

    private List<String> names(String pattern) throws IOException {
      List<String> names = new ArrayList<>();
      if (Files.isDirectory(store)) {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(store, pattern)) {
          paths.forEach(path -> names.add(path.getFileName().toString()));
        }
      }
      return names;
    }

    /** What a process has said so far. */
    private final class Heard {
      private String started = "";
      private int kept;
      private int savings;
      private boolean isSaving;
      private boolean isAtEnd;

      /** Listens until it has started and begun to save so many times, or ends. */
      void until(BufferedReader lines, int enough) throws IOException {
        Optional<String> line = Optional.of("");
        long since = System.nanoTime();
        while (line.isPresent() && !isAtEnd && (started.isEmpty() || savings < enough)) {
          boolean wasStarted = !started.isEmpty();
          line = Optional.ofNullable(lines.readLine());
          line.ifPresent(this::hear);
          long now = System.nanoTime();
          if (!wasStarted) {
            startingNanos = (3 * startingNanos + (now - since)) / 4;
          } else if (!isSaving) {
            savingNanos = (3 * savingNanos + (now - since)) / 4;
          }
          since = now;
        }
      }

      void all(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          hear(line);
        }
      }

      private void hear(String line) {
        if (line.startsWith(CrashingGate.STARTED)) {
          started = line;
        } else if (line.equals(CrashingGate.SAVING)) {
          savings++;
          isSaving = true;
        } else if (line.startsWith(CrashingGate.KEPT)) {
          kept = Integer.parseInt(line.substring(CrashingGate.KEPT.length() + 1));
          isSaving = false;
        } else {
          isAtEnd = true;
        }
      }

      @Override
      public String toString() {
        return "[" + started + "], " + savings + " savings, kept " + kept;
      }
    }
  }
}
