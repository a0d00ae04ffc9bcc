// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.OpenApi31;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A hub's OpenAPI description, and checks of responses against it. */
final class ApiDescription {
  private static final String HERE = "https://hub.invalid/openapi.json";

  private final JsonNode document;
  private final SchemaRegistry schemas;

  /**
   * @param strict whether a member that is not described is a fault
   */
  ApiDescription(String text, boolean strict) throws IOException {
    document = Rest.parse(text);
    if (strict) {
      close(document.path("components").path("schemas"));
    }
    schemas =
        SchemaRegistry.withDialect(
            OpenApi31.getInstance(),
            registry -> registry.schemas(Map.of(HERE, document.toString())));
  }

  /** Forbids further members in each object that does not declare them. */
  private static void close(JsonNode schemas) {
    schemas.forEach(
        schema -> {
          if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
          }
        });
  }

  /** The ids of all operations. */
  Set<String> operations() {
    Set<String> ids = new TreeSet<>();
    for (String id : document.findValuesAsText("operationId")) {
      ids.add(id);
    }
    return ids;
  }

  /** Checks that the operation's status, type and body are described. */
  void check(String operation, HttpResponse<String> answer) {
    JsonNode response = response(operation, answer.statusCode());
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(operation).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("content-type").orElse("").split(";")[0];
    assertThat(content.has(type)).as("%s answers with %s", operation, type).isTrue();
    JsonNode schema = content.path(type).path("schema");
    if (type.endsWith("json")) {
      check(operation, schema.toString(), answer.body());
    }
  }

  /** Checks a text against the schemas, one of which has to match. */
  void checkAs(String schema, String json) {
    check(schema, "{\"$ref\": \"#/components/schemas/" + schema + "\"}", json);
  }

  private void check(String what, String schema, String json) {
    String absolute = schema.replace("\"#/components", "\"" + HERE + "#/components");
    Schema wanted = schemas.getSchema(absolute, InputFormat.JSON);
    assertThat(wanted.validate(json, InputFormat.JSON)).as("%s: %s", what, json).isEmpty();
  }

  private JsonNode response(String operation, int status) {
    for (JsonNode path : document.path("paths")) {
      for (JsonNode method : path) {
        if (method.path("operationId").asText().equals(operation)) {
          JsonNode response = method.path("responses").path(Integer.toString(status));
          assertThat(response.isMissingNode())
              .as("%s answers with %d, which is not described", operation, status)
              .isFalse();
          return resolve(response);
        }
      }
    }
    throw new AssertionError("there is no operation " + operation);
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }
}
