// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import io.kitty.web.http.HttpExchange;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /}: links to the others. */
final class IndexResource {

  private static final String LINKS =
      """
      {"health":"/health","devices":"/devices","device":"/devices/{id}","events":"/events",\
      "modules":"/modules","protocols":"/protocols","scan":"/protocols/{id}/scan",\
      "announcements":"/announcements","announcement_metrics":"/announcements/metrics",\
      "notifications":"/notifications","metrics":"/metrics","session":"/session",\
      "sessions":"/sessions","tokens":"/tokens","description":"/openapi.json"}\
      """;

  private IndexResource() {}

  static void show(HttpExchange exchange, List<String> variables) {
    exchange.json(HttpStatus.OK_200, LINKS);
  }
}
