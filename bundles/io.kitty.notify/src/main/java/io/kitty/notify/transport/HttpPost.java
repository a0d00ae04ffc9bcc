// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/**
 * A POST request. Its text does not contain it, as much of it can be secret.
 *
 * @param uri where it is sent, http or https
 * @param headers its headers; the content type is among them
 * @param body what is sent
 */
public record HttpPost(URI uri, Map<String, String> headers, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns a request with a JSON body. */
  public static HttpPost json(URI uri, JsonNode body) {
    return new HttpPost(uri, Map.of("Content-Type", "application/json"), bytes(body));
  }

  /** Returns JSON as it is sent. */
  public static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "POST of " + body.length + " bytes";
  }
}
