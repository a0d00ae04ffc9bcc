// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.metrics.Metrics;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /metrics}. */
final class MetricsResource {

  private final Metrics metrics;

  MetricsResource(Metrics metrics) {
    this.metrics = metrics;
  }

  void show(HttpExchange exchange, List<String> variables) {
    exchange.bytes(HttpStatus.OK_200, Metrics.MEDIA_TYPE, metrics.text());
  }
}
