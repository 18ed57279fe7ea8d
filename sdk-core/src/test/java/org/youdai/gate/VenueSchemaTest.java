package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;

/** {@code docs/venue.schema.json} says what the reader says, as far as a schema can. */
final class VenueSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DOCS = Path.of(System.getProperty("basedir", ""), "..", "docs");
  private final JsonNode schemaText = JSON.readTree(DOCS.resolve("venue.schema.json").toFile());
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText);

  VenueSchemaTest() throws IOException {}

  /** Every field that there is. */
  private static ObjectNode full() throws IOException {
    return (ObjectNode)
        JSON.readTree(
            """
            {"id": "v", "note": "n", "gate": "2", "category": "SPORTS", "ownership": "GOVERNMENT",
             "service": "metro", "options": {"metro": true, "tourist-lines": false},
             "hours": [{"days": ["MON", "TUE"], "from": "06:00", "to": "09:00", "tariffPercent": 0},
                       {"from": "18:00:30", "to": "24:00"}],
             "whenInDoubt": {"staleLimit": "P3DT12H", "listsDue": "RETRY",
                             "listsExpired": "CHARGE", "listsTooOld": "RETRY",
                             "clockSuspect": "GO_ON", "usedRecently": "CHARGE"},
             "reuseInterval": "PT1H", "liveFor": "PT90S", "liveAhead": "PT1M30S",
             "debounce": "PT0S",
             "prompts": {"language": "en", "words": {"admit.free.voice": "Welcome aboard"}}}
            """);
  }

  private static GateProfile read(JsonNode file) throws Rejection {
    return GateProfile.parse(file.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the full file with one value in another's place; none removes it. */
  private static ObjectNode changed(String pointer, Optional<String> value) throws IOException {
    ObjectNode file = full();
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) file.at(pointer.substring(0, slash));
    parent.remove(pointer.substring(slash + 1));
    if (value.isPresent()) {
      parent.set(pointer.substring(slash + 1), JSON.readTree(value.get().replace('\'', '"')));
    }
    return file;
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("../samples/venues"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyFileThatShips_fitsAndIsRead() throws IOException, Rejection {
    assertThat(samples()).hasSize(6);
    for (Path file : samples()) {
      assertThat(schema.validate(JSON.readTree(file.toFile()))).as(file.toString()).isEmpty();
      assertThat(GateProfile.parse(Files.readAllBytes(file)).venue().id()).isNotEmpty();
    }
    assertThat(schema.validate(full())).isEmpty();
    assertThat(read(full()).gate()).isEqualTo("2");
    JsonNode example = schemaText.at("/examples/0");
    assertThat(schema.validate(example)).isEmpty();
    assertThat(read(example).venue().hours()).hasSize(1);
  }

  /** The one whole example of the document. */
  @Test
  void exampleOfTheDocument_fitsAndIsRead() throws IOException, Rejection {
    String text = Files.readString(DOCS.resolve("venue.md"));
    int start = text.indexOf("```json venue.json\n") + "```json venue.json\n".length();
    JsonNode example = JSON.readTree(text.substring(start, text.indexOf("```", start)));
    assertThat(schema.validate(example)).isEmpty();
    assertThat(read(example).venue().hours()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/note |",
        "/gate |",
        "/service |",
        "/options |",
        "/options | {}",
        "/hours |",
        "/hours | [{'from':'00:00','to':'24:00','tariffPercent':100}]",
        "/hours | [{'days':['MON','MON'],'from':'09:00','to':'17:00:01'}]",
        "/whenInDoubt |",
        "/whenInDoubt | {}",
        "/whenInDoubt/staleLimit | 'PT0S'",
        "/whenInDoubt/staleLimit | 'P3650D'",
        "/reuseInterval | 'P1D'",
        "/reuseInterval | 'PT1440M'",
        "/reuseInterval | 'PT007S'",
        "/liveFor | 'P365D'",
        "/liveAhead | 'PT0S'",
        "/debounce | 'PT10S'",
        "/debounce | 'P0DT0H0M3S'",
        "/prompts |",
        "/prompts | {'language':'zh'}",
        "/prompts | {'language':'zh','words':{}}",
        "/prompts/words | {'reason.expired':'Past its date'}"
      })
  void whatTheSchemaTakes_theReaderTakes(String pointer, String value)
      throws IOException, Rejection {
    ObjectNode file = changed(pointer, Optional.ofNullable(value));
    assertThat(schema.validate(file)).isEmpty();
    assertThat(read(file).venue().id()).isEqualTo("v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/id |",
        "/id | ''",
        "/id | 7",
        "/id | 'a2345678901234567890123456789012345678901234567890123456789012345'",
        "/category |",
        "/category | 'ZOO'",
        "/category | 'transit'",
        "/ownership |",
        "/ownership | 'CITY'",
        "/colour | 1",
        "/Note | 'n'",
        "/note | 1",
        "/gate | ''",
        "/gate | 1",
        "/service | ''",
        "/options | ['metro']",
        "/options/metro | 1",
        "/options/metro | 'true'",
        "/options | {'':true}",
        "/hours | []",
        "/hours | {}",
        "/hours | [{'from':'09:00'}]",
        "/hours | [{'to':'09:00'}]",
        "/hours | [{'from':'09:00','to':'17:00','colour':1}]",
        "/hours | [{'from':'9:00','to':'17:00'}]",
        "/hours | [{'from':'09:00','to':'24:01'}]",
        "/hours | [{'from':'24:00','to':'24:00'}]",
        "/hours | [{'from':'09:00','to':'24:00:00'}]",
        "/hours | [{'from':'09:00','to':'17:00','days':[]}]",
        "/hours | [{'from':'09:00','to':'17:00','days':['FUN']}]",
        "/hours | [{'from':'09:00','to':'17:00','days':'MON'}]",
        "/hours | [{'from':'09:00','to':'17:00','tariffPercent':101}]",
        "/hours | [{'from':'09:00','to':'17:00','tariffPercent':-1}]",
        "/hours | [{'from':'09:00','to':'17:00','tariffPercent':'50'}]",
        "/whenInDoubt | 'ASSIST'",
        "/whenInDoubt/colour | 'RETRY'",
        "/whenInDoubt/staleLimit | 7",
        "/whenInDoubt/staleLimit | '-P7D'",
        "/whenInDoubt/staleLimit | 'P1W'",
        "/whenInDoubt/staleLimit | 'P1M'",
        "/whenInDoubt/listsDue | 'ADMIT'",
        "/whenInDoubt/listsExpired | 'go_on'",
        "/whenInDoubt/listsTooOld | 'GO_ON'",
        "/whenInDoubt/clockSuspect | true",
        "/whenInDoubt/usedRecently | 'GO_ON'",
        "/reuseInterval | 300",
        "/reuseInterval | 'pt5m'",
        "/reuseInterval | 'PT'",
        "/reuseInterval | 'P'",
        "/reuseInterval | 'P1DT'",
        "/reuseInterval | 'PT5M1H'",
        "/liveFor | 'PT0.5S'",
        "/liveAhead | 'PT-1S'",
        "/debounce | '2'",
        "/debounce | null",
        "/prompts | 'zh'",
        "/prompts | {}",
        "/prompts/language | 'fr'",
        "/prompts/words | []",
        "/prompts/words | {'admit.headline':1}",
        "/prompts/colour | 1"
      })
  void whatTheSchemaRefuses_theReaderRefuses(String pointer, String value) throws IOException {
    ObjectNode file = changed(pointer, Optional.ofNullable(value));
    assertThat(schema.validate(file)).isNotEmpty();
    assertRefused(file);
  }

  private static void assertRefused(ObjectNode file) {
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> read(file))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED));
  }

  /** The description of the schema names these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/hours | [{'from':'09:00','to':'09:00'}]",
        "/hours | [{'from':'22:00','to':'06:00'}]",
        "/hours | [{'from':'22:00','to':'00:00'}]",
        "/hours | [{'from':'09:00','to':'12:00'},{'from':'11:59','to':'13:00'}]",
        "/whenInDoubt/staleLimit | 'P3650DT1S'",
        "/whenInDoubt/staleLimit | 'P9999999999999D'",
        "/reuseInterval | 'P1DT1S'",
        "/liveFor | 'P365DT1S'",
        "/liveAhead | 'P365DT1S'",
        "/debounce | 'PT11S'",
        "/prompts/words | {'welcome':'Hello'}",
        "/prompts/words | {'assist.alternative':''}"
      })
  void whatNoSchemaCanSay_theReaderRefusesAllTheSame(String pointer, String value)
      throws IOException {
    ObjectNode file = changed(pointer, Optional.of(value));
    assertThat(schema.validate(file)).isEmpty();
    assertRefused(file);
  }

  @Test
  void itsLists_areTheEnums() {
    assertList("/properties/category/enum", VenueCategory.values());
    assertList("/properties/ownership/enum", Ownership.values());
    String steps = "/properties/whenInDoubt/properties/%s/enum";
    WhenInDoubt.Step[] all = WhenInDoubt.Step.values();
    WhenInDoubt.Step[] allButGoOn = Arrays.copyOfRange(all, 1, all.length);
    assertList(steps.formatted("listsDue"), all);
    assertList(steps.formatted("listsExpired"), all);
    assertList(steps.formatted("listsTooOld"), allButGoOn);
    assertList(steps.formatted("clockSuspect"), all);
    assertList(steps.formatted("usedRecently"), allButGoOn);
  }

  private void assertList(String pointer, Object[] values) {
    List<String> listed = new ArrayList<>();
    schemaText.at(pointer).forEach(each -> listed.add(each.asText()));
    assertThat(listed).isEqualTo(Arrays.stream(values).map(Object::toString).toList());
  }

  @Test
  void itsDefaults_areTheDefaults() {
    VenueProfile venue = VenueProfile.of("v", VenueCategory.PARK, Ownership.PRIVATE);
    WhenInDoubt doubt = venue.doubt();
    assertThat(text("gate")).isEqualTo(GateProfile.of(venue).gate());
    assertThat(time("debounce")).isEqualTo(GateProfile.DEFAULT_DEBOUNCE);
    assertThat(time("reuseInterval")).isEqualTo(venue.reuseInterval());
    assertThat(time("liveFor")).isEqualTo(venue.liveFor());
    assertThat(time("liveAhead")).isEqualTo(venue.liveAhead());
    String inDoubt = "whenInDoubt/properties/";
    assertThat(time(inDoubt + "staleLimit")).isEqualTo(doubt.staleLimit());
    assertThat(text(inDoubt + "listsDue")).isEqualTo(doubt.listsDue().name());
    assertThat(text(inDoubt + "listsExpired")).isEqualTo(doubt.listsExpired().name());
    assertThat(text(inDoubt + "listsTooOld")).isEqualTo(doubt.listsTooOld().name());
    assertThat(text(inDoubt + "clockSuspect")).isEqualTo(doubt.clockSuspect().name());
    assertThat(text(inDoubt + "usedRecently")).isEqualTo(doubt.usedRecently().name());
  }

  private String text(String field) {
    return schemaText.at("/properties/" + field + "/default").asText();
  }

  private Duration time(String field) {
    return Duration.parse(text(field));
  }

  @Test
  void leavingOutAllThatCanBe_isTheDefaults() throws Exception {
    JsonNode least =
        JSON.readTree("{\"id\":\"v\",\"category\":\"PARK\",\"ownership\":\"PRIVATE\"}");
    assertThat(schema.validate(least)).isEmpty();
    VenueProfile venue = VenueProfile.of("v", VenueCategory.PARK, Ownership.PRIVATE);
    GateProfile read = read(least);
    assertThat(read.venue()).isEqualTo(venue);
    assertThat(read.gate()).isEqualTo(GateProfile.of(venue).gate());
    assertThat(read.debounce()).isEqualTo(GateProfile.DEFAULT_DEBOUNCE);
    assertThat(read.words().staff(Reason.EXPIRED))
        .isEqualTo(GateProfile.of(venue).words().staff(Reason.EXPIRED));
    byte[] bytes = least.toString().getBytes(StandardCharsets.UTF_8);
    GateProfile english = VenueFile.read(bytes, Locale.ENGLISH).profile();
    assertThat(english.words().staff(Reason.EXPIRED))
        .isNotEqualTo(read.words().staff(Reason.EXPIRED));
  }
}
