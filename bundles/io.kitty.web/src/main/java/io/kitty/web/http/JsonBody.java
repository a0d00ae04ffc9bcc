// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The JSON object in the body of a request. Errors name the field and its value. */
public record JsonBody(JsonNode json) {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_SHOWN = 60;

  /** The end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final ObjectMapper MAPPER = mapper();

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }

  /**
   * Parses the body.
   *
   * @param fields the fields that are allowed
   * @throws Problem if the body is not a JSON object, or has other fields
   */
  public static JsonBody of(HttpExchange exchange, String... fields) {
    JsonNode json = parse(RequestBody.of(exchange));
    if (json == null || !json.isObject()) {
      throw bad("the body must be a JSON object with any of " + List.of(fields));
    }
    Set<String> others = new TreeSet<>();
    json.fieldNames().forEachRemaining(others::add);
    others.removeAll(Set.of(fields));
    if (!others.isEmpty()) {
      throw bad("the body has " + others + "; allowed are " + List.of(fields));
    }
    return new JsonBody(json);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw bad("the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw bad("the body is no JSON");
    }
  }

  public boolean has(String field) {
    return json.has(field);
  }

  /** Returns a text. */
  public String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw wrong(field, "a text");
    }
    return value.asText();
  }

  /** Returns a flag. */
  public boolean flag(String field) {
    JsonNode value = json.path(field);
    if (!value.isBoolean()) {
      throw wrong(field, "true or false");
    }
    return value.asBoolean();
  }

  /** Returns a whole number in a range. */
  public int number(String field, int min, int max) {
    JsonNode value = json.path(field);
    if (!value.canConvertToInt()
        || !value.isIntegralNumber()
        || !isIn(value.intValue(), min, max)) {
      throw wrong(field, "a whole number from " + min + " to " + max);
    }
    return value.intValue();
  }

  private static boolean isIn(int number, int min, int max) {
    return number >= min && number <= max;
  }

  /** Returns a time given in epoch seconds; null if it is missing or null. */
  public @Nullable Instant time(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > LAST_SECOND) {
      throw wrong(field, "a time in epoch seconds");
    }
    return Instant.ofEpochSecond(value.longValue());
  }

  /** Returns a list of texts. */
  public List<String> texts(String field) {
    JsonNode value = json.path(field);
    if (!value.isArray() || !items(value).stream().allMatch(JsonNode::isTextual)) {
      throw wrong(field, "a list of texts");
    }
    return items(value).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** Returns a nested object. */
  public JsonBody object(String field) {
    JsonNode value = json.path(field);
    if (!value.isObject()) {
      throw wrong(field, "an object");
    }
    return new JsonBody(value);
  }

  /** Returns a nested object of texts, numbers and flags, with all values as texts. */
  public Map<String, String> scalars(String field) {
    JsonNode object = object(field).json;
    Map<String, String> scalars = new TreeMap<>();
    object
        .fields()
        .forEachRemaining(
            each -> {
              if (!each.getValue().isValueNode() || each.getValue().isNull()) {
                throw new JsonBody(object).wrong(each.getKey(), "a text");
              }
              scalars.put(each.getKey(), each.getValue().asText());
            });
    return scalars;
  }

  private Problem wrong(String field, String allowed) {
    String shown = json.path(field).toString();
    return bad(
        "%s = %s: %s is needed"
            .formatted(field, shown.substring(0, Math.min(MAX_SHOWN, shown.length())), allowed));
  }

  public static Problem bad(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail);
  }
}
