package org.youdai.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.youdai.server.cli.CommandLineTool;
import org.youdai.server.cli.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands in {@code deploy} and {@code docs/deployment.md} fits the server and itself. */
final class DeploymentTest {
  private static final Path DEPLOY = Path.of("../deploy");
  private static final Path DOCUMENT = Path.of("../docs/deployment.md");

  @TempDir private Path folder;

  private static String read(String file) throws IOException {
    return Files.readString(DEPLOY.resolve(file));
  }

  private static List<String> found(String regex, String text) {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static Map<?, ?> compose() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return (Map<?, ?>) new Yaml(new SafeConstructor(options)).load(read("compose.yaml"));
  }

  private static Map<?, ?> at(Map<?, ?> parent, String name) {
    assertThat(parent.containsKey(name)).as(name).isTrue();
    return (Map<?, ?>) parent.get(name);
  }

  /** Every setting that there is, without dots and dashes, as the environment names them. */
  private static Set<String> settings() throws IOException {
    Set<String> names = new HashSet<>();
    for (Class<?> ours : List.of(ServerProperties.class, YoudaiProperties.class)) {
      String prefix = ours.getAnnotation(ConfigurationProperties.class).value();
      for (RecordComponent component : ours.getRecordComponents()) {
        names.add(bare(prefix + component.getName()));
      }
    }
    List<URL> others =
        Collections.list(
            DeploymentTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"));
    for (URL each : others) {
      try (InputStream in = each.openStream()) {
        for (JsonNode property : new JsonMapper().readTree(in).path("properties")) {
          names.add(bare(property.path("name").asString()));
        }
      }
    }
    return names;
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
  }

  private static String help() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        Terminal.of(new ByteArrayInputStream(new byte[0]), print, print, new String[] {"serve"});
    int unused = new CommandLineTool(terminal, Clock.systemUTC()).run("serve", "--help");
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void settingsThatAreNamed_areThere() throws IOException {
    Set<String> known = settings();
    List<String> named = new ArrayList<>();
    Map<?, ?> environment = at(at(compose(), "x-instance"), "environment");
    environment.keySet().forEach(key -> named.add(key.toString()));
    String document = Files.readString(DOCUMENT);
    named.addAll(found("^(SPRING|YOUDAI|SERVER)_[A-Z_]+(?==)", document));
    named.addAll(
        found("(?<=`)(spring|youdai\\.server|server|management)\\.[a-z.-]+(?=[=`])", document));
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(named).allSatisfy(name -> assertThat(known).as(name).contains(bare(name)));
  }

  @Test
  void optionsOfTheCommandLine_areThere() throws IOException {
    String help = help();
    for (String file : List.of("youdai.service", "Containerfile", "compose.yaml")) {
      String ofTheTool = read(file).replaceFirst("(?s)^.*?(serve|command:)", "");
      List<String> options =
          found("--(port|address|data|lists|root|store|venues|config)\\b", ofTheTool);
      assertThat(options).as(file).isNotEmpty();
      assertThat(options).as(file).allSatisfy(option -> assertThat(help).contains(option));
    }
  }

  @Test
  void services_haveWhatTheyMount() throws IOException {
    Map<?, ?> services = at(compose(), "services");
    Map<?, ?> volumes = at(compose(), "volumes");
    for (String instance : List.of("one", "two")) {
      Map<?, ?> service = at(services, instance);
      assertThat(service.get("read_only")).isEqualTo(true);
      assertThat(service.get("volumes").toString()).contains(instance + ":/var/lib/youdai");
      assertThat(volumes.containsKey(instance)).isTrue();
    }
    assertThat(read("Containerfile"))
        .contains("USER 10001:10001")
        .contains("VOLUME /var/lib/youdai")
        .contains("\"--data\", \"/var/lib/youdai\"");
    assertThat(read("compose.yaml")).contains("dockerfile: deploy/Containerfile");
  }

  @Test
  void proxy_leadsToTheInstances() throws IOException {
    String nginx = read("nginx.conf").replaceAll("(?m)^\\s*#.*$", "");
    assertThat(nginx.chars().filter(each -> each == '{').count())
        .isEqualTo(nginx.chars().filter(each -> each == '}').count());
    assertThat(found("(?<=^  upstream )\\w+", nginx)).containsExactly("youdai");
    assertThat(found("(?<=proxy_pass http://)\\w+", nginx)).containsOnly("youdai");
    assertThat(found("(?<=server )\\w+(?=:8080)", nginx)).containsExactly("one", "two");
    assertThat(at(at(compose(), "services"), "one")).isNotNull();
    assertThat(read("Containerfile")).contains("EXPOSE 8080");
  }

  @Test
  void secondTry_isOnlyWhereItCountsOnce() throws IOException {
    List<String> locations =
        found("^    location [^{]*\\{[^}]*non_idempotent;", read("nginx.conf"));
    assertThat(locations.stream().map(each -> each.substring(13, each.indexOf(" {"))))
        .containsExactlyInAnyOrder(
            "= /v1/verify", "= /v1/verify/document", "/v1/decisions/", "= /v1/journal");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", command[0], Files.readString(out)).isZero();
    return Files.readString(out);
  }

  private static void requireTool(String name) {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, name)));
    Assumptions.assumeTrue(isThere, name + " is not on this machine");
  }

  @Test
  void nginx_takesItsFile() throws IOException, InterruptedException {
    requireTool("nginx");
    requireTool("openssl");
    Path key = folder.resolve("youdai.key");
    Path certificate = folder.resolve("youdai.crt");
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=youdai",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    Path file =
        Files.writeString(
            folder.resolve("nginx.conf"),
            read("nginx.conf")
                .replaceAll("server (one|two):", "server 127.0.0.1:")
                .replace("/etc/nginx/tls", folder.toString()));
    run("nginx", "-t", "-c", file.toString());
  }

  @Test
  void systemd_takesItsUnit() throws IOException, InterruptedException {
    requireTool("systemd-analyze");
    Path unit =
        Files.writeString(
            folder.resolve("youdai.service"),
            read("youdai.service").replace("/usr/bin/java", "/bin/sh")); // Java is elsewhere, maybe
    assertThat(run("systemd-analyze", "verify", unit.toString())).doesNotContain("Unknown");
  }
}
