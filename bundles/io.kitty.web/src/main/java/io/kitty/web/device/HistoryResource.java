// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.inventory.History;
import io.kitty.web.http.HttpExchange;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /devices/{id}/history}. */
public final class HistoryResource {

  private final DevicesResource devices;
  private final Hub hub;
  private final DeviceCodec codec;

  public HistoryResource(DevicesResource devices, Hub hub, DeviceCodec codec) {
    this.devices = devices;
    this.hub = hub;
    this.codec = codec;
  }

  public void show(HttpExchange exchange, List<String> variables) {
    HistoryPeriod period = HistoryPeriod.of(exchange.query(), Instant.now());
    History history = hub.history(devices.find(variables.get(0)).id(), period.from(), period.to());
    exchange.json(HttpStatus.OK_200, codec.json(history));
  }
}
