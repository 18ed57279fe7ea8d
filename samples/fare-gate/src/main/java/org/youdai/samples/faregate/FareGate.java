package org.youdai.samples.faregate;

import java.awt.AWTError;
import java.awt.Dimension;
import java.awt.HeadlessException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Rejection;
import org.youdai.feed.BundleSource;
import org.youdai.feed.FolderSource;
import org.youdai.feed.FolderStore;
import org.youdai.feed.HttpSource;
import org.youdai.feed.ListStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.gate.VenueFile;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.HttpSink;
import org.youdai.journal.Journal;
import org.youdai.journal.JournalSink;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.replay.MemoryGuard;
import org.youdai.trust.TrustAnchor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A complete gate program to copy from: scanners in, a large display, a tone and a voice, a
 * turnstile, lists that are kept for days without a network, a journal.
 */
@Command(
    name = "fare-gate",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    version = "fare-gate, a sample of Youdai")
public final class FareGate implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(FareGate.class);
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final long LOOK_SECONDS = 5;
  private static final long STOP_SECONDS = 5;
  private static final long UPLOAD_SECONDS = 60;
  private static final long TURN_MILLIS = 1500;
  private static final int DEMO_WINDOW_MILLIS = 5500;
  private static final int DEMO_HEADLESS_MILLIS = 1000;
  private static final Dimension SIZE = new Dimension(1024, 600);
  private static final Optional<Window> NO_WINDOW = Optional.empty();

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final Words words;
  private final CountDownLatch ending = new CountDownLatch(1);

  @Option(names = "--demo", descriptionKey = "usage.demo")
  private boolean isDemo;

  @Option(names = "--lists", paramLabel = "URL|DIR|FILE", descriptionKey = "usage.lists")
  private Optional<String> lists = Optional.empty();

  @Option(names = "--root", paramLabel = "FILE", descriptionKey = "usage.root")
  private Optional<Path> root = Optional.empty();

  @Option(names = "--sandbox", descriptionKey = "usage.sandbox")
  private boolean isSandbox;

  @Option(names = "--store", paramLabel = "DIR", descriptionKey = "usage.store")
  private Optional<Path> store = Optional.empty();

  @Option(names = "--journal", paramLabel = "DIR", descriptionKey = "usage.journal")
  private Optional<Path> journalFolder = Optional.empty();

  @Option(names = "--upload", paramLabel = "URL", descriptionKey = "usage.upload")
  private Optional<String> upload = Optional.empty();

  @Option(names = "--upload-key", paramLabel = "FILE", descriptionKey = "usage.upload-key")
  private Optional<Path> uploadKey = Optional.empty();

  @Option(names = "--venue", paramLabel = "FILE", descriptionKey = "usage.venue")
  private Optional<Path> venue = Optional.empty();

  @Option(names = "--stdin", descriptionKey = "usage.stdin")
  private boolean isStdin;

  @Option(names = "--folder", paramLabel = "DIR", descriptionKey = "usage.folder")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--listen", paramLabel = "[HOST:]PORT", descriptionKey = "usage.listen")
  private List<String> listens = new ArrayList<>();

  @Option(names = "--connect", paramLabel = "HOST:PORT", descriptionKey = "usage.connect")
  private List<String> connects = new ArrayList<>();

  @Option(names = "--serial", paramLabel = "PORT[:BAUD]", descriptionKey = "usage.serial")
  private List<String> serials = new ArrayList<>();

  @Option(names = "--headless", descriptionKey = "usage.headless")
  private boolean isHeadless;

  @Option(names = "--full-screen", descriptionKey = "usage.full-screen")
  private boolean isFullScreen;

  @Option(names = "--font-scale", paramLabel = "N", descriptionKey = "usage.font-scale")
  private double fontScale = 1;

  @Option(names = "--quiet", descriptionKey = "usage.quiet")
  private boolean isQuiet;

  @Option(names = "--turnstile-sticks", paramLabel = "P", descriptionKey = "usage.turnstile-sticks")
  private double sticks;

  @Option(names = "--cold", descriptionKey = "usage.cold")
  private boolean isCold;

  @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "usage.lang")
  private String language; // read in main, before anything is said

  FareGate(InputStream in, PrintStream out, PrintStream err, Clock clock, Words words) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.words = words;
    this.language = words.locale().getLanguage();
  }

  /** Runs until Ctrl+C, SIGTERM or the end of the only input, and then ends with 0. */
  public static void main(String[] args) {
    FareGate gate =
        new FareGate(
            System.in,
            stream(System.out),
            stream(System.err),
            Clock.system(ZoneId.systemDefault()),
            Words.of(locale(args)));
    CountDownLatch ended = new CountDownLatch(1);
    Thread onSignal = new Thread(() -> gate.endOnSignal(ended), "signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    int code = gate.run(args);
    ended.countDown();
    System.exit(code);
  }

  /** A signal would end Java with 130 or 143; this end was in order. */
  private void endOnSignal(CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    end();
    try {
      if (ended.await(10, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prints in the system's own charset if that has Chinese characters, else in UTF-8. */
  private static PrintStream stream(OutputStream stream) {
    Charset own = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    boolean hasChinese = own.canEncode() && own.newEncoder().canEncode('您');
    return new PrintStream(stream, true, hasChinese ? own : StandardCharsets.UTF_8);
  }

  private static Locale locale(String[] args) {
    List<String> all = List.of(args);
    int at = all.indexOf("--lang");
    for (String each : all) {
      if (each.startsWith("--lang=")) {
        return Locale.forLanguageTag(each.substring("--lang=".length()));
      }
    }
    return at >= 0 && at + 1 < all.size()
        ? Locale.forLanguageTag(all.get(at + 1))
        : Locale.getDefault();
  }

  /** Runs a command line, and returns its exit code. */
  int run(String... args) {
    CommandLine command = new CommandLine(this);
    command.setResourceBundle(words.texts());
    command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    command.setExecutionExceptionHandler((exception, line, parsed) -> explain(exception));
    return command.execute(args);
  }

  private int explain(Exception exception) throws Exception {
    if (exception instanceof Failure) {
      err.println(words.text("error", String.valueOf(exception.getMessage())));
      return USAGE;
    }
    if (exception instanceof IOException) {
      err.println(words.text("error.disk", exception.toString()));
      return FAILED;
    }
    throw exception; // our bug: picocli prints where
  }

  /** Ends the program, in order. */
  void end() {
    ending.countDown();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ImageIO.setUseCache(false); // no temporary files
    require(List.of("zh", "en").contains(language), "error.language", language);
    require(sticks >= 0 && sticks <= 1, "error.stick", Double.toString(sticks));
    require(fontScale >= 0.5 && fontScale <= 3, "error.scale", Double.toString(fontScale));
    try (Opened opened = new Opened(err)) {
      if (isDemo) {
        serve(opened, Optional.of(opened.add(Demo.make(clock))));
      } else {
        serve(opened, Optional.empty());
      }
    }
    out.println(words.text("end.ended"));
    return 0;
  }

  /**
   * Opens everything in order, waits for the end; what was opened is closed the other way round.
   */
  private void serve(Opened opened, Optional<Demo> demo) throws IOException, InterruptedException {
    ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(2);
    // Apart, so that a network that hangs holds up neither the turnstile nor the display.
    ScheduledThreadPoolExecutor network = new ScheduledThreadPoolExecutor(2);
    network.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    network.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    // A key that is pressed while everything closes comes too late.
    background.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    GateProfile profile = gateProfile(demo);

    // ---- the library, from here ...
    SnapshotFeed feed =
        opened.add(SnapshotFeed.open(anchor(demo), source(demo), listStore(), clock));
    if (!feed.get().isSynced()) {
      feed.update().problem().ifPresent(this::warn); // nothing was kept: it is worth the wait
    }
    Device device = new Device(clock, System::nanoTime, new SecureRandom());
    Journal journal = openJournal(opened, device, network);
    Gate gate =
        opened.add(
            new Gate(
                profile,
                feed,
                MemoryGuard.remembering(MemoryGuard.ONE_GATE, System::nanoTime),
                journal,
                device));
    if (!isCold) {
      gate.warmUp(); // two seconds
    }
    // ---- ... to here

    Turnstile turnstile = new Turnstile(background, new Random(1), sticks, TURN_MILLIS);
    Booth booth = new Booth(gate, turnstile, new DayCount(clock), journalFolder.isPresent());
    Words shown = fitting(Words.of(words.locale(), profile.words()));
    Optional<Window> window =
        hasScreen() ? openWindow(shown, booth, feed, background, network) : NO_WINDOW;
    booth.add(opened.add(window.<Display>map(w -> w).orElseGet(() -> new Printout(out, shown))));
    if (!isQuiet && window.isPresent()) {
      booth.listen(opened.add(new Sound(voice(), shown, booth::tell))::play);
    }
    opened.add(() -> stop(network));
    opened.add(() -> stop(background));
    List<String> inputs = openInputs(opened, booth::take, demo);
    if (window.isPresent()) {
      inputs.add(words.text("input.window"));
    }
    feed.start(network, new SecureRandom());
    var unused = // ends with the executor
        background.scheduleWithFixedDelay(booth::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    out.println(words.text("start.ready", String.join(words.isChinese() ? "、" : ", ", inputs)));
    demo.ifPresent(sandbox -> play(sandbox, background, window.isPresent()));
    ending.await();
  }

  /** Lets an update that is under way, and turnstiles that are open, come to their end. */
  private static void stop(ExecutorService background) throws InterruptedException {
    background.shutdown();
    if (!background.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      background.shutdownNow();
    }
  }

  /** Returns words that there is a font for. */
  private Words fitting(Words wanted) {
    if (hasScreen() && wanted.isChinese() && !Poster.canWrite(wanted.text("idle.headline"))) {
      err.println(words.text("start.no-font"));
      return wanted.other();
    }
    return wanted;
  }

  /** Returns a window; empty where there is no screen for one after all. */
  private Optional<Window> openWindow(
      Words shown,
      Booth booth,
      SnapshotFeed feed,
      ScheduledExecutorService background,
      ScheduledExecutorService network)
      throws InterruptedException {
    Window.Keys keys =
        new Window.Keys(
            scanned -> background.execute(() -> booth.take(scanned)),
            () -> background.execute(booth::takeLastBack),
            () -> network.execute(() -> sync(feed, booth)),
            this::end);
    List<Window> made = new CopyOnWriteArrayList<>();
    try {
      SwingUtilities.invokeAndWait(
          () -> {
            Window window = new Window(shown, fontScale, SIZE, keys, System::nanoTime);
            window.open();
            window.fillScreen(isFullScreen);
            made.add(window);
          });
    } catch (InvocationTargetException | HeadlessException | AWTError | LinkageError noScreen) {
      // A runtime without the parts for a screen lacks the native library: a LinkageError.
      err.println(words.text("start.no-screen", why(noScreen)));
    }
    return made.stream().findFirst();
  }

  private static String why(Throwable problem) {
    return String.valueOf(Optional.ofNullable(problem.getCause()).orElse(problem).getMessage());
  }

  private static void sync(SnapshotFeed feed, Booth booth) {
    booth.tell(Notice.of(Notice.Kind.SYNCING));
    SnapshotFeed.Update update = feed.update();
    Optional<Snapshot.Refused> problem = update.problem();
    booth.tell(
        problem.isPresent()
            ? Notice.of(Notice.Kind.NOT_SYNCED, problem.get().reason().code())
            : Notice.of(Notice.Kind.SYNCED, Long.toString(update.manifestVersion())));
    booth.look();
  }

  private static Optional<Voice> voice() {
    return Voice.on(Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  /** The one place where the venue file is read. */
  private GateProfile gateProfile(Optional<Demo> demo) throws IOException {
    if (venue.isPresent()) {
      return venueFile(venue.get());
    }
    VenueProfile bus = VenueProfile.of("bus-12", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
    // The demonstration shows all four outcomes: a code that was used just now pays.
    VenueProfile chosen =
        demo.isPresent()
            ? bus.withDoubt(WhenInDoubt.STANDARD.withUsedRecently(WhenInDoubt.Step.CHARGE))
            : bus;
    return GateProfile.of(chosen).withWords(PromptCatalog.of(words.locale()));
  }

  private GateProfile venueFile(Path file) throws IOException {
    require(Files.isRegularFile(file), "error.venue-missing", file);
    require(Files.size(file) <= VenueFile.LARGEST, "error.venue", file, "> 64 KiB");
    try {
      return VenueFile.read(Files.readAllBytes(file), words.locale()).profile();
    } catch (Rejection wrong) {
      throw new Failure(words.text("error.venue", file, wrong.where()));
    }
  }

  /** Writes decisions down in the folder that is named, and sends them on where that is asked. */
  private Journal openJournal(Opened opened, Device device, ScheduledExecutorService network)
      throws IOException {
    if (journalFolder.isEmpty()) {
      require(upload.isEmpty(), "error.upload-journal");
      return Journal.none();
    }
    FolderJournal journal;
    try {
      journal =
          opened.add(
              FolderJournal.open(
                  journalFolder.get(),
                  FolderJournal.Options.STANDARD,
                  device.clock(),
                  device.random()));
    } catch (IOException unusable) {
      throw new Failure(words.text("error.journal", unusable.toString()));
    }
    if (upload.isPresent()) {
      JournalSink sink = sink(upload.get());
      var unused = // ends with the executor
          network.scheduleWithFixedDelay(
              () -> upload(journal, sink), 0, UPLOAD_SECONDS, TimeUnit.SECONDS);
    }
    return journal;
  }

  private JournalSink sink(String address) throws IOException {
    HttpSink.Options options = HttpSink.Options.STANDARD;
    if (uploadKey.isPresent()) {
      require(Files.isRegularFile(uploadKey.get()), "error.upload-key", uploadKey.get());
      options = options.withKey(Files.readString(uploadKey.get()).trim());
    }
    try {
      return HttpSink.of(URI.create(address), options);
    } catch (IllegalArgumentException notAnAddress) {
      throw new Failure(words.text("error.upload", address));
    }
  }

  /** What is not acknowledged comes again next time; days without a network change nothing. */
  private static void upload(FolderJournal journal, JournalSink sink) {
    try {
      journal.upload(sink);
    } catch (IOException | RuntimeException later) { // a task that throws would never run again
      LOG.info("the journal was not uploaded: {}", later.toString());
    }
  }

  private TrustAnchor anchor(Optional<Demo> demo) {
    Path file = demo.map(Demo::root).or(() -> root).orElseGet(this::rootBesideTheLists);
    require(Files.isRegularFile(file), "error.root", file);
    try {
      byte[] pinned = Files.readAllBytes(file);
      boolean isTrial = isSandbox || demo.isPresent() || !root.isPresent();
      return isTrial ? TrustAnchor.of(pinned) : TrustAnchor.production(pinned);
    } catch (IOException unreadable) {
      throw new Failure(words.text("error.root-unreadable", file, why(unreadable)), unreadable);
    }
  }

  /** A sandbox's folder has its root with it; anything else must be given one. */
  private Path rootBesideTheLists() {
    require(lists.isPresent(), "error.lists-needed");
    Path beside = isUrl(lists.get()) ? Path.of("") : Path.of(lists.get()).resolve("root.json");
    require(Files.isRegularFile(beside), "error.root-needed");
    err.println(words.text("start.unpinned", beside));
    return beside;
  }

  private static boolean isUrl(String text) {
    return text.regionMatches(true, 0, "http:", 0, 5)
        || text.regionMatches(true, 0, "https:", 0, 6);
  }

  private ListSource source(Optional<Demo> demo) {
    if (demo.isPresent()) {
      return FolderSource.of(demo.get().lists());
    }
    require(lists.isPresent(), "error.lists-needed");
    String place = lists.get();
    if (isUrl(place)) {
      try {
        return HttpSource.of(URI.create(place), System::nanoTime, HttpSource.Options.STANDARD);
      } catch (IllegalArgumentException noUrl) {
        throw new Failure(words.text("error.lists", place), noUrl);
      }
    }
    Path path = Path.of(place);
    require(Files.exists(path), "error.lists", place);
    return Files.isDirectory(path)
        ? FolderSource.of(path)
        // Opened for every file: a stick with a newer one may be plugged in meanwhile.
        : (name, atMost) -> BundleSource.open(path).read(name, atMost);
  }

  private ListStore listStore() {
    return store.<ListStore>map(FolderStore::of).orElseGet(ListStore::inMemory);
  }

  private void warn(Snapshot.Refused problem) {
    String what = problem.reason().code() + " " + problem.where();
    err.println(words.text("start.no-lists-update", what));
  }

  private List<String> openInputs(Opened opened, Consumer<Scanned> to, Optional<Demo> demo)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (Path folder : folders) {
      openFolder(opened, to, folder);
      names.add(words.text("input.folder", folder));
    }
    if (demo.isPresent()) {
      openFolder(opened, to, demo.get().dropFolder());
      names.add(words.text("input.demo"));
    }
    for (String listen : listens) {
      names.add(words.text("input.listen", openPort(opened, to, address(listen))));
    }
    for (String connect : connects) {
      Address address = address(connect);
      opened.add(new Reconnecting(address.toString(), new Network(address), to));
      names.add(words.text("input.connect", address));
    }
    for (String serial : serials) {
      SerialLine line = serialLine(serial);
      opened.add(new Reconnecting(line.name(), line, to));
      names.add(words.text("input.serial", line.name()));
    }
    boolean isAlone = names.isEmpty();
    if (isStdin || (isAlone && !hasScreen())) {
      opened.add(new StreamInput(in, to, isAlone && !hasScreen() ? this::end : () -> {}));
      names.add(words.text("input.stdin"));
    }
    return names;
  }

  private void openFolder(Opened opened, Consumer<Scanned> to, Path folder) {
    try {
      opened.add(new FolderInput(folder, to).start());
    } catch (IOException unreadable) {
      throw new Failure(words.text("error.folder", folder), unreadable);
    }
  }

  private String openPort(Opened opened, Consumer<Scanned> to, Address address) {
    try {
      ListeningInput input = opened.add(ListeningInput.open(address, to));
      return address.host() + ":" + input.port();
    } catch (IOException | IllegalArgumentException taken) {
      throw new Failure(words.text("error.port", address, why(taken)), taken);
    }
  }

  private Address address(String text) {
    try {
      return Address.of(text);
    } catch (IllegalArgumentException none) {
      throw new Failure(words.text("error.address", text), none);
    }
  }

  private SerialLine serialLine(String text) {
    try {
      return SerialLine.of(text);
    } catch (IllegalArgumentException none) {
      List<String> ports = SerialLine.ports();
      String known = ports.isEmpty() ? words.text("error.serial-none") : String.join(", ", ports);
      throw new Failure(words.text("error.serial", text, known), none);
    }
  }

  private boolean hasScreen() {
    return !isHeadless && Window.isPossible();
  }

  private void play(Demo demo, ScheduledExecutorService background, boolean hasWindow) {
    out.println(words.text("start.demo"));
    int millis = hasWindow ? DEMO_WINDOW_MILLIS : DEMO_HEADLESS_MILLIS;
    Runnable step =
        () -> {
          if (demo.dropNext() && !hasWindow) {
            var unused = background.schedule(this::end, millis, TimeUnit.MILLISECONDS);
          }
        };
    var unused = // ends with the executor
        background.scheduleAtFixedRate(step, millis / 2, millis, TimeUnit.MILLISECONDS);
  }

  private void require(boolean holds, String key, Object... values) {
    if (!holds) {
      throw new Failure(words.text(key, values));
    }
  }
}
