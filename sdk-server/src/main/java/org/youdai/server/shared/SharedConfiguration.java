package org.youdai.server.shared;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.youdai.gate.Device;
import org.youdai.gate.Passages;
import org.youdai.journal.FolderJournal;
import org.youdai.replay.FallbackGuard;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.ReplayGuard;
import org.youdai.server.ServerProperties;
import org.youdai.server.venue.Venues;

/** The memory of uses and passages: in a Redis if one is named, else in this process. */
@Configuration(proxyBeanMethods = false)
public class SharedConfiguration {
  /** So many codes within their intervals, in 35 MiB: 1,600 a second at 5 minutes. */
  private static final int USES = 500_000;

  /** So many passages by the ids of their scans, in some 25 MiB. */
  private static final int PASSAGES = 50_000;

  private static MemoryGuard memory(Device device) {
    return MemoryGuard.remembering(USES, device.nanos());
  }

  /** Whether {@code youdai.server.redis} names one; an empty name is none. */
  private static final class IsShared implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().getProperty("youdai.server.redis", "").isEmpty();
    }
  }

  /** Whether there is one instance. */
  private static final class IsAlone implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !new IsShared().matches(context, metadata);
    }
  }

  /** For one instance: no class of the Redis client is loaded. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(IsAlone.class)
  static class InThisProcess {
    @Bean
    ReplayGuard guard(Device device) {
      return memory(device);
    }

    @Bean
    Passages passages() {
      return Passages.ofLast(PASSAGES);
    }
  }

  /** For several instances. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(IsShared.class)
  static class InRedis {
    @Bean
    RedisLine redisLine(ServerProperties settings, Device device) {
      return RedisLine.open(settings.redis(), device.nanos());
    }

    @Bean
    ReplayGuard guard(RedisLine line, Device device) {
      // No rest here: the line rests by itself, for passages and uses alike.
      return FallbackGuard.of(new RedisGuard(line), memory(device), Duration.ZERO, device.nanos());
    }

    @Bean
    Passages passages(
        RedisLine line,
        ServerProperties settings,
        Venues venues,
        FolderJournal journal,
        Device device) {
      return new SharedPassages(
          line, Passages.ofLast(PASSAGES), settings.remembered(), venues, journal, device.clock());
    }
  }
}
