// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import io.kitty.web.http.HttpExchange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The resource {@code /openapi.json}: the description of the API (OpenAPI 3.1). */
public final class OpenApiResource {

  private static final String FILE = "/openapi.json";

  /** The placeholder of the hub's version in the file. */
  private static final String VERSION = "VERSION";

  private final String document;

  /**
   * @param version the hub's version
   */
  public OpenApiResource(String version) {
    this.document = read().replace(VERSION, version);
  }

  public void show(HttpExchange exchange, List<String> variables) {
    exchange.cacheable(document);
  }

  private static String read() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new FileNotFoundException(FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
