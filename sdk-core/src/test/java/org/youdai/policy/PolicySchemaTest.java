package org.youdai.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.authority.PolicyLibrary;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;

/** {@code docs/policy.schema.json} says what the reader says, as far as a schema can. */
final class PolicySchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonNode schemaText = JSON.readTree(file().toFile());
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText);

  PolicySchemaTest() throws IOException {}

  private static Path file() {
    return Path.of(System.getProperty("basedir", ""), "..", "docs", "policy.schema.json");
  }

  @Test
  void everyPolicyThatShips_fits() throws IOException {
    for (String place : PolicyLibrary.PLACES) {
      assertThat(schema.validate(JSON.readTree(PolicyLibrary.policy(place)))).as(place).isEmpty();
    }
    byte[] seed =
        Files.readAllBytes(
            Path.of(
                System.getProperty("basedir", ""),
                "src/test/resources/org/youdai/fuzz/PolicyFuzzInputs/payload/every-field"));
    assertThat(PolicyLibrary.parse(seed).rules()).hasSize(1);
    assertThat(schema.validate(JSON.readTree(seed))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/colour | 1",
        "/version | 0",
        "/type | 'yd-trust'",
        "/leapDay | 'MAR_2'",
        "/effectiveFrom | -1",
        "/rules/0/id | 7",
        "/rules/0/when/colour | 1",
        "/rules/0/when/venue | []",
        "/rules/0/when/venue | ['ZOO']",
        "/rules/0/when/ownership | ['CITY']",
        "/rules/0/when/kind | ['CARD']",
        "/rules/0/when/ageOver | 61",
        "/rules/0/when/days | ['FUN']",
        "/rules/0/when/hours | [{'from':'25:00','to':'26:00'}]",
        "/rules/0/when/hours | [{'from':'24:00','to':'24:00'}]",
        "/rules/0/when/hours | [{'from':'23:00','to':'24:01'}]",
        "/rules/0/when/dates | [{'from':'2026-13-01','to':'2026-13-02'}]",
        "/rules/0/when/holidays | 'SOMETIMES'",
        "/rules/0/grant/benefit | 'GOLD'",
        "/rules/0/grant/percent | 50",
        "/rules/4/grant/percent | 100",
        "/rules/4/grant/percent | 0",
        "/rules/0/grant/companions | 17",
        "/options/0/default | 1",
        "/holidays | {'source':'s','years':[],'dates':[]}"
      })
  void whatTheReaderRefuses_theSchemaRefuses(String pointer, String value) throws IOException {
    ObjectNode policy = (ObjectNode) JSON.readTree(PolicyLibrary.policy("shandong"));
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) policy.at(pointer.substring(0, slash));
    parent.set(pointer.substring(slash + 1), JSON.readTree(value.replace('\'', '"')));
    assertThat(schema.validate(policy)).isNotEmpty();
    byte[] text = policy.toString().getBytes(StandardCharsets.UTF_8);
    assertThatIllegalArgumentException().isThrownBy(() -> PolicyLibrary.parse(text));
  }

  @Test
  void itsLists_areTheEnums() {
    assertList("/$defs/when/properties/venue/items/enum", VenueCategory.values());
    assertList("/$defs/when/properties/ownership/items/enum", Ownership.values());
    assertList("/$defs/when/properties/kind/items/enum", DocumentKind.values());
    assertList("/$defs/when/properties/holidays/enum", BenefitRule.Holidays.values());
    assertList("/$defs/grant/properties/benefit/enum", Benefit.Kind.values());
    assertList("/$defs/when/properties/ageOver/enum", Holder.AGE_TIERS.toArray());
  }

  private void assertList(String pointer, Object[] values) {
    List<String> listed = new ArrayList<>();
    schemaText.at(pointer).forEach(each -> listed.add(each.asText()));
    assertThat(listed).isEqualTo(Arrays.stream(values).map(Object::toString).toList());
  }
}
