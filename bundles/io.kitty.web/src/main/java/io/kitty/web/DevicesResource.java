// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.DeviceQuery;
import io.kitty.hub.Hub;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** The resources {@code /devices} and {@code /devices/{id}}. */
final class DevicesResource {

  private final Hub hub;
  private final DeviceCodec codec;

  /** The last list, in which most is as it will be in the next one. */
  private volatile Pages last;

  DevicesResource(Hub hub, DeviceCodec codec) {
    this.hub = hub;
    this.codec = codec;
    this.last = new Pages(codec, List.of());
  }

  void list(Exchange exchange, List<String> variables) {
    DeviceQuery query = DeviceFilter.of(exchange.query());
    List<Device> devices = DeviceQuery.sorted(hub.devices().stream().filter(query));
    Pages pages = new Pages(codec, devices).reusing(last);
    last = pages;
    exchange.json(HttpStatus.OK_200, pages);
  }

  void one(Exchange exchange, List<String> variables) {
    show(exchange, find(variables.get(0)));
  }

  void show(Exchange exchange, Device device) {
    exchange.json(HttpStatus.OK_200, codec.json(device));
  }

  /**
   * Finds by id or alias. An id may hold percent escapes of its own, so a path that was sent
   * without escaping them once more is looked up as it stands, too.
   *
   * @param segment of the path, still encoded
   * @throws Problem if there is none
   */
  Device find(String segment) {
    return lookUp(Exchange.decode(segment))
        .or(() -> lookUp(segment))
        .orElseThrow(
            () ->
                new Problem(HttpStatus.NOT_FOUND_404, "there is no device with the id " + segment));
  }

  private Optional<Device> lookUp(String id) {
    return DeviceId.parse(id).flatMap(hub::device);
  }
}
