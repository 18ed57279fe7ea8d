package org.youdai.samples.museumtickets;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The ticket system. The starter gives it a {@link org.youdai.gate.Gate} for its venue file. */
@SpringBootApplication
public class MuseumTickets {
  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(MuseumTickets.class, args);
  }
}
