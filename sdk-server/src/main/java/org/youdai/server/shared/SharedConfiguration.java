package org.youdai.server.shared;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.youdai.gate.Device;
import org.youdai.gate.Passages;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.ReplayGuard;

/** The memory of uses and passages. */
@Configuration(proxyBeanMethods = false)
public class SharedConfiguration {
  /** So many codes within their intervals, in 14 MiB, and as many passages by their ids. */
  private static final int REMEMBERED = 200_000;

  @Bean
  ReplayGuard guard(Device device) {
    return MemoryGuard.remembering(REMEMBERED, device.nanos());
  }

  @Bean
  Passages passages() {
    return Passages.ofLast(REMEMBERED);
  }
}
