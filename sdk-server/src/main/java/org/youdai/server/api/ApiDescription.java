package org.youdai.server.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.Problems;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code /v1/openapi.json} says beside the controllers: keys, and what a problem looks like.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String KEY = "key";
  private static final String PROBLEM = "Problem";

  /** Answers that have all of their members always, so that one that disappears is seen. */
  private static final Set<String> WHOLE =
      Set.of(
          "Annulled",
          "Explanation",
          "Note",
          "Prompt",
          "Recording",
          "Status",
          "Tried",
          "Trouble",
          "Venue",
          "Verdict");

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Youdai 优待核验")
                .version("v1")
                .description(
                    "Verifies elderly preferential-treatment certificates from a QR code, offline."
                        + " Every answer admits, charges the ordinary fare, asks to show the code"
                        + " again, or hands over to a person. 离线核验老年人电子优待证。")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .servers(List.of(new Server().url("/")))
        .addSecurityItem(new SecurityRequirement().addList(KEY));
  }

  @Bean
  OpenApiCustomizer problems(Problems problems, JsonMapper json) {
    return api -> {
      api.getComponents()
          .addSecuritySchemes(
              KEY, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
      api.getComponents().addSchemas(PROBLEM, problem());
      WHOLE.forEach(
          name ->
              requireAll(Objects.requireNonNull(api.getComponents().getSchemas().get(name), name)));
      ApiResponse any =
          new ApiResponse()
              .description("A problem (RFC 9457) / 问题说明")
              .content(
                  new Content()
                      .addMediaType(
                          org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                          new MediaType()
                              .schema(new Schema<>().$ref(PROBLEM))
                              .addExamples(Problem.VENUE_UNKNOWN.code(), example(problems, json))));
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .map(Operation::getResponses)
          .forEach(
              responses -> {
                responses.keySet().removeIf(status -> !status.startsWith("2"));
                responses.addApiResponse("default", any);
              });
    };
  }

  private static void requireAll(Schema<?> schema) {
    schema.setRequired(List.copyOf(schema.getProperties().keySet()));
  }

  private static Schema<?> problem() {
    Schema<?> problem = new ObjectSchema();
    Map.of(
            "type", "urn:youdai:problem: and the code",
            "title", "What it is",
            "detail", "What to do next",
            "titleZh", "说明",
            "detailZh", "下一步",
            "code", "Permanent")
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                problem.addProperty(
                    each.getKey(), new StringSchema().description(each.getValue())));
    problem.addProperty("status", new Schema<Integer>().type("integer").description("As in HTTP"));
    return problem;
  }

  private static Example example(Problems problems, JsonMapper json) {
    ProblemDetail document = problems.document(Problem.VENUE_UNKNOWN, "zoo");
    return new Example().value(json.convertValue(document, Map.class));
  }
}
