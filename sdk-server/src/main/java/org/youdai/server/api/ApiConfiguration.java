package org.youdai.server.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.youdai.Verifier;
import org.youdai.gate.Device;
import org.youdai.journal.FolderJournal;
import org.youdai.server.observe.DecisionMeters;
import org.youdai.server.problem.Problems;
import org.youdai.server.venue.Gates;

/** The HTTP API. */
@Configuration(proxyBeanMethods = false)
@Import({
  ApiDescription.class,
  BatchController.class,
  Problems.class,
  StatusController.class,
  VenueController.class,
  VerifyController.class,
})
public class ApiConfiguration {
  @Bean
  Verification verification(
      Gates gates, Verifier verifier, FolderJournal journal, DecisionMeters meters, Device device) {
    return new Verification(gates, verifier, journal, meters, device);
  }
}
