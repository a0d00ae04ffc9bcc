// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The health that a running hub reports.
 *
 * @param page the URL of its page
 * @param status the status of {@code /health}
 * @param reasons the reasons, a sentence each
 */
record HealthAnswer(String page, String status, List<String> reasons) {

  private static final int TIMEOUT_MILLIS = 5000;

  /** The file with the hub's URL, which exists while it serves HTTP. */
  static final Path ADDRESS = Path.of("kitty", "web.url");

  /** Requests the health of the hub with this data folder; empty if it does not respond. */
  static Optional<HealthAnswer> fetch(Path data) {
    try {
      String page = Files.readString(data.resolve(ADDRESS)).strip();
      return Optional.of(fetch(page));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static HealthAnswer fetch(String page) throws IOException {
    // A server on the wildcard address is reachable at loopback.
    String reachable = page.replace("//0.0.0.0", "//127.0.0.1").replace("//[::]", "//[::1]");
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(reachable).resolve("/health").toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try {
      InputStream body =
          connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
              ? connection.getInputStream()
              : connection.getErrorStream();
      return read(page, body == null ? InputStream.nullInputStream() : body);
    } finally {
      connection.disconnect();
    }
  }

  static HealthAnswer read(String page, InputStream json) throws IOException {
    String status = "";
    List<String> reasons = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("No JSON object at " + page);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("status")) {
          status = parser.getText();
        } else if (name.equals("reasons") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.VALUE_STRING) {
            reasons.add(parser.getText());
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return new HealthAnswer(page, status, List.copyOf(reasons));
  }
}
