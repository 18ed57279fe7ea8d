package org.youdai.samples.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code samples/sports-venue} at a real server, with slots that last all day. */
@Timeout(200)
final class SportsVenueTest {
  @TempDir private Path folder;

  private static String venue(String id, int percent) {
    return """
        {"id": "%s", "category": "SPORTS", "ownership": "GOVERNMENT",
         "hours": [{"from": "00:00", "to": "24:00", "tariffPercent": %d}],
         "whenInDoubt": {"staleLimit": "P7D"}}
        """
        .formatted(id, percent);
  }

  private Program desk(Server server, String venue) throws Exception {
    Path key = Files.writeString(folder.resolve("desk.key"), server.key("STAFF", "*"));
    return Program.sample(
        "sports-venue",
        "org.youdai.samples.sportsvenue.Desk",
        server.uri("/").toString(),
        key.toString(),
        venue,
        "4000");
  }

  @Test
  void slots_areFreeOrHalfPriceAndNobodyIsTurnedAway() throws Exception {
    Path venues = Files.createDirectory(folder.resolve("venues"));
    Files.writeString(venues.resolve("morning.json"), venue("morning", 0));
    Files.writeString(venues.resolve("daytime.json"), venue("daytime", 50));
    try (Issuer issuer = Issuer.start(folder.resolve("authority"));
        Server server =
            Server.start(
                folder.resolve("server"), issuer.lists(), issuer.root(), "--venues=" + venues)) {
      String card = issuer.printed(issuer.issue(65));
      try (Program desk = desk(server, "morning")) {
        desk.await("06:00  ¥0.00 免费 free");
        desk.type(card);
        desk.await("ADMIT YD-001 .*票 ticket ¥0.00 免费 free");
        desk.type("https://www.example.com/");
        desk.await("RETRY YD-201 ");
      }
      try (Program desk = desk(server, "daytime")) {
        desk.await("17:00  ¥20.00 半价 half price");
        desk.type(card);
        desk.await("ADMIT YD-001 .*票 ticket ¥20.00 半价 half price");
        server.kill();
        desk.type(issuer.printed(issuer.issue(70)));
        desk.await("请工作人员看证件办理");
      }
    }
  }
}
