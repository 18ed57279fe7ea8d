package org.youdai.server.cli;

import java.net.BindException;
import java.util.Map;
import java.util.concurrent.Callable;
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

  @Option(names = "--store", paramLabel = "DIR", defaultValue = "")
  private String store = "";

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (ConfigurableApplicationContext context = start()) {
      terminal.say("serve.ready", Integer.toString(port));
      while (context.isActive()) {
        Thread.sleep(1000);
      }
    }
    return CommandLineTool.OK;
  }

  private ConfigurableApplicationContext start() {
    try {
      return YoudaiServer.start(
          Map.of(
              "server.port",
              port,
              "youdai.lists",
              lists.place(),
              "youdai.root",
              lists.root(terminal),
              "youdai.store",
              store));
    } catch (RuntimeException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw new Failure(terminal.text("error.port", Integer.toString(port)), failed);
        }
      }
      throw failed;
    }
  }
}
