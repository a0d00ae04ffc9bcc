// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.module;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.web.http.HttpExchange;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The resource {@code /health}. Its status is 503 while the hub starts or is failing, else 200, for
 * monitors that check the status only.
 */
public final class HealthResource {

  /** The path of the resource, which the rate limit does not apply to. */
  public static final String PATH = "/health";

  private final Hub hub;
  private final DeviceCodec codec;

  public HealthResource(Hub hub, DeviceCodec codec) {
    this.hub = hub;
    this.codec = codec;
  }

  public void show(HttpExchange exchange, List<String> variables) {
    Health health = hub.health();
    int status =
        switch (health.status()) {
          case OK, DEGRADED -> HttpStatus.OK_200;
          case STARTING, FAILING -> HttpStatus.SERVICE_UNAVAILABLE_503;
        };
    exchange.json(status, codec.json(health));
  }
}
