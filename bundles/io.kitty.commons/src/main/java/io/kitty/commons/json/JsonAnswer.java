// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.http.DeviceResponse;

/** Reads the JSON that a device answers: what is absent or of another type is as if unknown. */
public final class JsonAnswer {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonAnswer() {}

  /** Returns the JSON of a response of any status; a missing node if the body is none. */
  public static JsonNode of(DeviceResponse response) {
    try {
      return JSON.readTree(response.text());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /**
   * Returns the object that a machine answers with status 200.
   *
   * @throws IllegalArgumentException if the response is anything else
   */
  public static JsonNode object(DeviceResponse response) {
    JsonNode answer = of(response);
    if (response.status() != 200 || !answer.isObject()) {
      throw new IllegalArgumentException("no object in JSON with status 200");
    }
    return answer;
  }

  /** Returns a text; {@code ""} if it is none. */
  public static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }

  /** Returns a number; NaN if it is none. */
  public static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.NaN;
  }
}
