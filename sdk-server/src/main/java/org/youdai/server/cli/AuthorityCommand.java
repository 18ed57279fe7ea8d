package org.youdai.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Holder;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.server.picture.Pictures;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai authority}: a sandbox authority in a folder. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class AuthorityCommand {
  private AuthorityCommand() {}

  static CommandLine create(Terminal terminal, Clock clock) {
    return new CommandLine(new AuthorityCommand())
        .addSubcommand("init", new Init(terminal, clock))
        .addSubcommand("issue", new Issue(terminal, clock))
        .addSubcommand("revoke", new Revoke(terminal))
        .addSubcommand("reinstate", new Reinstate(terminal))
        .addSubcommand("renew-key", new RenewKey(terminal, clock))
        .addSubcommand("rotate-root", new RotateRoot(terminal, clock))
        .addSubcommand("publish", new Publish(terminal, clock))
        .addSubcommand("serve", new Serve(terminal));
  }

  /** {@code init}: makes keys and a folder. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Init implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--algorithm", paramLabel = "SM2|ES256|ED25519", defaultValue = "SM2")
    private SignatureAlgorithm algorithm = SignatureAlgorithm.SM2;

    @Option(names = "--policy", paramLabel = "FILE")
    private Optional<Path> policy = Optional.empty();

    Init(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      try (SandboxFolder sandbox = SandboxFolder.open(folder, terminal)) {
        if (sandbox.holdsAuthority()) {
          throw new Failure(terminal.text("error.authority-exists", folder));
        }
        byte[] rules =
            policy.isPresent()
                ? Files.readAllBytes(policy.get())
                : PolicyLibrary.policy("shandong");
        Instant now = clock.instant();
        SandboxAuthority authority;
        try {
          authority = SandboxAuthority.create(algorithm, rules, now, new SecureRandom());
        } catch (IllegalArgumentException invalid) {
          throw new Failure(String.valueOf(invalid.getMessage()), invalid);
        }
        Shandong.issuers().forEach(issuer -> authority.addIssuer(issuer, algorithm, now));
        sandbox.publish(authority.publish(now), terminal);
        sandbox.save(authority);
        terminal.say("authority.made", folder, sandbox.publicFolder());
        return CommandLineTool.OK;
      }
    }
  }

  /** {@code issue}: signs a certificate and draws its code. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Issue implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--age-over", paramLabel = "AGE", required = true)
    private int ageOver;

    @Option(names = "--city", paramLabel = "CODE", defaultValue = "370100")
    private String city = "370100";

    @Option(names = "--days", paramLabel = "N", defaultValue = "365")
    private int days = 365;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    private Path out = Path.of("");

    Issue(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      if (!Holder.AGE_TIERS.contains(ageOver)) {
        throw new Failure(terminal.text("error.age", ageOver, Holder.AGE_TIERS));
      }
      if (days < 1 || days > 3650) {
        throw new Failure(terminal.text("error.days", days));
      }
      Path parent = out.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        throw new Failure(terminal.text("error.no-folder", parent));
      }
      try (SandboxFolder sandbox = SandboxFolder.open(folder, terminal)) {
        SandboxAuthority authority = sandbox.load(terminal);
        int issuer = issuerOf(city, authority, terminal);
        Instant now = clock.instant();
        QrText code =
            authority.issue(
                issuer, ageOver, now, new Validity(now, now.plus(Duration.ofDays(days))));
        sandbox.save(authority); // before the code exists outside: its place is never given twice
        Pictures.writePng(new QrWriter(6).draw(code), out);
        terminal.say("authority.issued", out);
        return CommandLineTool.OK;
      }
    }
  }

  /** {@code revoke}: marks certificates as not valid. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Revoke implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR")
    private Path folder = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE|TEXT")
    private List<String> arguments = List.of();

    @Option(names = "--now")
    private boolean now;

    Revoke(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      return change(folder, arguments, terminal, this::revoke, "authority.revoked");
    }

    private Optional<Reason> revoke(SandboxAuthority authority, QrText text) {
      Optional<Reason> refused = authority.revoke(text);
      return now && refused.isEmpty() ? authority.kill(text) : refused;
    }
  }

  /** {@code reinstate}: marks certificates as valid again. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Reinstate implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR")
    private Path folder = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE|TEXT")
    private List<String> arguments = List.of();

    Reinstate(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      return change(
          folder, arguments, terminal, SandboxAuthority::reinstate, "authority.reinstated");
    }
  }

  /** Something that is changed about an authority. */
  private interface Change {
    /** Makes the change, and returns the lines that say what was done. */
    List<String> to(SandboxAuthority authority) throws IOException;
  }

  /** Changes an authority, wholly or not at all; says what was done, and to publish it. */
  private static int change(Path folder, Terminal terminal, Change change) throws IOException {
    try (SandboxFolder sandbox = SandboxFolder.open(folder, terminal)) {
      SandboxAuthority authority = sandbox.load(terminal);
      List<String> done = change.to(authority);
      sandbox.save(authority);
      done.forEach(terminal.out()::println);
      terminal.say("authority.publish-next", folder);
      return CommandLineTool.OK;
    }
  }

  /** Changes something about certificates, all of them or none. */
  private static int change(
      Path folder,
      List<String> arguments,
      Terminal terminal,
      BiFunction<SandboxAuthority, QrText, Optional<Reason>> change,
      String done)
      throws IOException {
    return change(
        folder,
        terminal,
        authority -> {
          List<Input> inputs = Input.of(arguments, terminal);
          for (Input input : inputs) {
            change(authority, input, change, terminal);
          }
          return inputs.stream().map(input -> terminal.text(done, input.label())).toList();
        });
  }

  private static void change(
      SandboxAuthority authority,
      Input input,
      BiFunction<SandboxAuthority, QrText, Optional<Reason>> change,
      Terminal terminal)
      throws IOException {
    List<QrText> texts = input.texts();
    if (texts.size() != 1) {
      throw new Failure(terminal.text("error.one-code", input.label(), texts.size()));
    }
    Optional<Reason> refused = change.apply(authority, texts.get(0));
    if (refused.isPresent()) {
      Reason reason = refused.get();
      throw new Failure(
          terminal.text(
              "error.change", input.label(), reason.code(), terminal.prompts().staff(reason)));
    }
  }

  private static int issuerOf(String city, SandboxAuthority authority, Terminal terminal) {
    List<Issuer> issuers = authority.issuers();
    for (int i = 0; i < issuers.size(); i++) {
      if (issuers.get(i).id().equals(city)) {
        return i;
      }
    }
    throw new Failure(terminal.text("error.city", city, issuers.stream().map(Issuer::id).toList()));
  }

  /** {@code renew-key}: gives an issuer a new key. */
  @Command(mixinStandardHelpOptions = true)
  private static final class RenewKey implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--city", paramLabel = "CODE", required = true)
    private String city = "";

    @Option(names = "--revoke-old")
    private boolean revokeOld;

    RenewKey(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      return change(folder, terminal, this::renew);
    }

    private List<String> renew(SandboxAuthority authority) {
      int issuer = issuerOf(city, authority, terminal);
      if (revokeOld) {
        authority.revokeIssuerKey(issuer, clock.instant());
      } else {
        authority.renewIssuerKey(issuer, clock.instant());
      }
      return List.of(
          terminal.text(revokeOld ? "authority.key-revoked" : "authority.key-renewed", city));
    }
  }

  /** {@code rotate-root}: makes a new root, with new keys of its own or for manifests. */
  @Command(mixinStandardHelpOptions = true)
  private static final class RotateRoot implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--manifest-key")
    private boolean manifestKey;

    RotateRoot(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      return change(folder, terminal, this::rotate);
    }

    private List<String> rotate(SandboxAuthority authority) {
      if (manifestKey) {
        authority.rotateManifestKey(clock.instant());
      } else {
        authority.rotateRoot(clock.instant());
      }
      return List.of(
          terminal.text(manifestKey ? "authority.manifest-key" : "authority.rotated", folder));
    }
  }

  /** {@code publish}: signs everything anew. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Publish implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    Publish(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      try (SandboxFolder sandbox = SandboxFolder.open(folder, terminal)) {
        SandboxAuthority authority = sandbox.load(terminal);
        Map<String, byte[]> files = authority.publish(clock.instant());
        sandbox.save(authority); // first, so that a version is never published twice
        sandbox.publish(files, terminal);
        int bytes = files.values().stream().mapToInt(file -> file.length).sum();
        terminal.say("authority.published", files.size(), bytes, sandbox.publicFolder());
        return CommandLineTool.OK;
      }
    }
  }

  /** {@code serve}: publishes the lists over HTTP, until Ctrl+C. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Serve implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8090")
    private int port = 8090;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    private String host = "127.0.0.1";

    @Option(names = "--verbose")
    private boolean verbose;

    Serve(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      Path lists = SandboxFolder.publicFolder(folder); // not locked: publish goes on meanwhile
      if (!Files.isDirectory(lists)) {
        throw new Failure(terminal.text("error.no-authority", folder));
      }
      if (port < 0 || port > 65535) {
        throw new Failure(terminal.text("error.port-number", Integer.toString(port)));
      }
      try (StaticPublisher publisher = start(lists)) {
        String name = host.matches("[^\\[]*:.*") ? "[" + host + "]" : host; // IPv6
        terminal.say("authority.serving", lists, "http://" + name + ":" + publisher.port() + "/");
        new CountDownLatch(1).await();
      }
      return CommandLineTool.OK;
    }

    private StaticPublisher start(Path lists) throws IOException {
      InetAddress address = address();
      try {
        return StaticPublisher.start(
            lists, new InetSocketAddress(address, port), verbose, terminal);
      } catch (BindException taken) {
        throw new Failure(terminal.text("error.port", Integer.toString(port)), taken);
      }
    }

    private InetAddress address() throws IOException {
      try {
        InetAddress address = InetAddress.getByName(host);
        new ServerSocket(0, 1, address).close(); // any port: only another machine's address fails
        return address;
      } catch (UnknownHostException | BindException elsewhere) {
        throw new Failure(terminal.text("error.host", host), elsewhere);
      }
    }
  }
}
