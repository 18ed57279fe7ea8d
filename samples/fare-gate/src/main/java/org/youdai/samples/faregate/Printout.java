package org.youdai.samples.faregate;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.youdai.decision.Decision;
import org.youdai.decision.Prompt;
import org.youdai.gate.Attention;
import org.youdai.gate.Passage;

/** A display that is a log: one line a passage, with nothing in it that follows a person. */
final class Printout implements Display {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;
  private final Words words;
  private List<Attention> known = List.of();

  Printout(PrintStream out, Words words) {
    this.out = out;
    this.words = words;
  }

  @Override
  public synchronized void show(Passage passage) {
    if (!passage.isRepeat()) {
      Decision decision = passage.decision();
      Prompt prompt = words.prompt(passage);
      String time = TIME.format(decision.circumstances().at().atZone(ZoneId.systemDefault()));
      out.println(
          String.join(
              "  ",
              time,
              decision.outcome().toString(),
              decision.reason().code(),
              "\u2026" + Scene.end(passage),
              prompt.headline() + " | " + prompt.nextStep()));
    }
  }

  @Override
  public synchronized void tell(Notice notice) {
    out.println("-- " + words.text(notice));
  }

  @Override
  public synchronized void show(List<Attention> attention, DayCount.Counts counts) {
    for (Attention each : attention) {
      if (!known.contains(each)) {
        out.println("!! " + words.text(each));
      }
    }
    known = List.copyOf(attention);
  }

  @Override
  public synchronized void close() {
    out.flush();
  }
}
