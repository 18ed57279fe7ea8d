package org.youdai.samples.sportsvenue;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Sells tickets by time slots that are free or at half price for elders. */
public final class Desk {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int AGE_OF_AN_ELDER = 60;

  /** When a slot of {@code samples/venues/sports.json} begins. */
  private static final List<LocalTime> SLOTS =
      List.of(LocalTime.of(6, 0), LocalTime.of(9, 0), LocalTime.of(17, 0));

  private final Server server;
  private final String venue;
  private final int fullPrice;
  private final PrintStream out;

  private Desk(Server server, String venue, int fullPrice, PrintStream out) {
    this.server = server;
    this.venue = venue;
    this.fullPrice = fullPrice;
    this.out = out;
  }

  /**
   * Takes the server's address, a file with its key, the venue and the full price in fen; then a
   * code a line from the standard input, as a keyboard wedge types them.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (args.length != 4) {
      out.println("SERVER-URL KEY-FILE VENUE FULL-PRICE-IN-FEN");
      System.exit(2);
    }
    Server server = new Server(URI.create(args[0]), Files.readString(Path.of(args[1])).trim());
    Desk desk = new Desk(server, args[2], Integer.parseInt(args[3]), out);
    desk.showSlots(LocalDate.now(Clock.system(CHINA)));
    BufferedReader scanner =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String code = scanner.readLine(); code != null; code = scanner.readLine()) {
      if (!code.isBlank()) {
        desk.sell(code.trim());
      }
    }
  }

  private void showSlots(LocalDate day) throws InterruptedException {
    for (LocalTime slot : SLOTS) {
      try {
        Server.Explanation answer =
            server.explain(venue, AGE_OF_AN_ELDER, day.atTime(slot).atZone(CHINA).toInstant());
        out.println(slot + "  " + price(answer.percent()));
      } catch (IOException away) {
        out.println(slot + "  ? " + away);
      }
    }
    out.println("请扫码 Scan a code");
  }

  /** Sells a ticket, or says what staff do: nobody is turned away because a machine is. */
  private void sell(String code) throws InterruptedException {
    try {
      Server.Verdict verdict = server.verify(code, venue);
      String words = verdict.zh().headline() + " " + verdict.en().headline();
      String outcome = verdict.outcome() + " " + verdict.reason() + "  " + words;
      switch (verdict.outcome()) {
        case "ADMIT" -> out.println(outcome + "  票 ticket " + price(verdict.percent()));
        case "CHARGE" -> out.println(outcome + "  票 ticket " + price(100));
        default -> out.println(outcome + "  " + verdict.zh().staff() + " " + verdict.en().staff());
      }
    } catch (IOException away) {
      out.println("服务器没有回答，请工作人员看证件办理 No answer: staff look at the document  " + away);
    }
  }

  private String price(int percent) {
    int fen = fullPrice * percent / 100;
    String words =
        switch (percent) {
          case 0 -> "免费 free";
          case 50 -> "半价 half price";
          case 100 -> "原价 full price";
          default -> percent + " %";
        };
    return "¥%d.%02d %s".formatted(fen / 100, fen % 100, words);
  }
}
