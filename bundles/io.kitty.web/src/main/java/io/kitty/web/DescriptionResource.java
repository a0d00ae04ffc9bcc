// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /openapi.json}: what the resources are, for programs (OpenAPI 3.1). */
final class DescriptionResource {

  private static final String FILE = "/openapi.json";

  private final byte[] document = read();

  void show(Exchange exchange, List<String> variables) {
    exchange.bytes(HttpStatus.OK_200, "application/json", document);
  }

  private static byte[] read() {
    try (InputStream in = DescriptionResource.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new FileNotFoundException(FILE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
