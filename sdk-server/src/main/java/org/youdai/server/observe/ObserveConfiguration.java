package org.youdai.server.observe;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Metrics and readiness. */
@Configuration(proxyBeanMethods = false)
public class ObserveConfiguration {
  @Bean
  Decisions decisions(MeterRegistry meters) {
    return new Decisions(meters);
  }
}
