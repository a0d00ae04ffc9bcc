// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.web.http.HttpExchange;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /metrics}. */
public final class MetricsResource {

  private final Metrics metrics;

  public MetricsResource(Metrics metrics) {
    this.metrics = metrics;
  }

  public void show(HttpExchange exchange, List<String> variables) {
    exchange.bytes(HttpStatus.OK_200, Metrics.MEDIA_TYPE, metrics.text());
  }
}
