package org.youdai.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.youdai.server.YoudaiServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code youdai serve}: the HTTP server; the only command that starts Spring. */
@Command(mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080")
  private int port = 8080;

  @Mixin private ListsOptions lists = new ListsOptions();

  @Option(names = "--sandbox")
  private boolean isSandbox;

  @Option(names = "--store", paramLabel = "DIR", defaultValue = "")
  private String store = "";

  @Option(names = "--data", paramLabel = "DIR", defaultValue = "${env:YOUDAI_DATA:-youdai-data}")
  private Path data = Path.of("youdai-data");

  @Option(names = "--venues", paramLabel = "DIR", defaultValue = "")
  private String venues = "";

  @Option(names = "--address", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
  private String address = "127.0.0.1";

  @Option(names = "--config", paramLabel = "FILE")
  private Optional<Path> config = Optional.empty();

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (ConfigurableApplicationContext context = start()) {
      String shown = address.equals("0.0.0.0") ? "127.0.0.1" : address;
      terminal.say(
          "serve.ready", shown, context.getEnvironment().getRequiredProperty("local.server.port"));
      while (context.isActive()) {
        Thread.sleep(1000);
      }
    }
    return CommandLineTool.OK;
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("server.port", port);
    settings.put("server.address", address);
    settings.put("youdai.lists", lists.place());
    settings.put("youdai.root", lists.root(terminal));
    settings.put("youdai.sandbox", isSandbox || !lists.isPinned());
    // A store that another program keeps is followed, and not kept a second time.
    boolean isFollowed = store.isEmpty() && lists.location(terminal).isStore();
    settings.put("youdai.store", store.isEmpty() && !isFollowed ? data.resolve("lists") : store);
    settings.put("youdai.server.data", data);
    settings.put("youdai.server.venues", venues);
    config.ifPresent(
        file -> {
          if (!Files.isRegularFile(file)) {
            throw new Failure(terminal.text("error.no-file", file));
          }
          settings.put("spring.config.additional-location", file.toUri());
        });
    return settings;
  }

  private ConfigurableApplicationContext start() {
    Map<String, Object> settings = settings();
    try {
      return YoudaiServer.start(settings);
    } catch (RuntimeException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException || cause instanceof PortInUseException) {
          throw new Failure(terminal.text("error.port", Integer.toString(port)), failed);
        }
        if (cause instanceof IOException) { // a venue's file, a journal of another process
          throw new Failure(String.valueOf(cause.getMessage()), failed);
        }
      }
      throw failed;
    }
  }
}
