package org.youdai.server.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.youdai.Verifier;
import org.youdai.journal.FolderJournal;
import org.youdai.server.problem.Problems;
import org.youdai.server.venue.Gates;

/** The HTTP API. */
@Configuration(proxyBeanMethods = false)
@Import({
  BatchController.class,
  Problems.class,
  StatusController.class,
  VenueController.class,
  VerifyController.class,
})
public class ApiConfiguration {
  @Bean
  Verification verification(Gates gates, Verifier verifier, FolderJournal journal) {
    return new Verification(gates, verifier, journal);
  }
}
