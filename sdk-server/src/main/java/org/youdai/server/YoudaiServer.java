package org.youdai.server;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The runnable server. It listens on this machine alone. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(VerifyController.class)
public class YoudaiServer {
  /** Starts the server with settings such as {@code server.port}. */
  public static ConfigurableApplicationContext start(Map<String, Object> settings) {
    SpringApplication application = new SpringApplication(YoudaiServer.class);
    application.setDefaultProperties(
        Map.of("server.address", "127.0.0.1", "spring.main.banner-mode", "off"));
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    return application.run(arguments);
  }
}
