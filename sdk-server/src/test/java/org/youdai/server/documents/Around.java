package org.youdai.server.documents;

import java.nio.file.Path;
import org.youdai.decision.Prompt;
import org.youdai.gate.Gate;
import org.youdai.gate.Lamp;

/** What stands around the examples of the documents: an integrator's own variables and methods. */
abstract class Around {
  protected byte[] root = {};
  protected byte[] block = {};
  protected String scanned = "";
  protected String typed = "";
  protected String text = "";
  protected Path file = Path.of("venue.json");

  protected abstract Gate gate();

  protected abstract void show(Lamp lamp, Prompt prompt);

  protected abstract boolean turnstileTurned();

  protected abstract void others(String text);

  protected abstract void warn(String text);
}
