// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.Revision;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;

/** The resources {@code /devices} and {@code /devices/{id}}. */
final class DevicesResource {

  private final Hub hub;
  private final DeviceCodec codec;

  /** Tells revisions of this start of the server from those of any other. */
  private final String start = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  /** The last list, in which most is as it will be in the next one. */
  private volatile ChunkedDeviceArray last;

  DevicesResource(Hub hub, DeviceCodec codec) {
    this.hub = hub;
    this.codec = codec;
    this.last = new ChunkedDeviceArray(codec, List.of());
  }

  void list(HttpExchange exchange, List<String> variables) {
    Fields query = exchange.query();
    Listing listing = Listing.of(query, codec.members());
    if (exchange.known(etag(listing))) {
      return;
    }
    Listing.Part part = listing.read(hub);
    if (!part.next().isEmpty()) {
      exchange.next(query, "cursor", part.next());
    }
    ChunkedDeviceArray pages =
        new ChunkedDeviceArray(codec, part.devices(), listing.members()).reusing(last);
    last = pages;
    exchange.json(HttpStatus.OK_200, pages);
  }

  /** Tells the states of the list apart without making it, the times only where they are in it. */
  private String etag(Listing listing) {
    Revision revision = hub.revision();
    boolean times = !Collections.disjoint(listing.members(), codec.volatileMembers());
    return "W/\"%s-%x%s\""
        .formatted(start, revision.changes(), times ? "-" + revision.sightings() : "");
  }

  void one(HttpExchange exchange, List<String> variables) {
    Set<String> members = Listing.members(new Parameters(exchange.query()), codec.members());
    String array = codec.json(List.of(find(variables.get(0))), members).strip();
    exchange.cacheable(array.substring(1, array.length() - 1));
  }

  /** {@code DELETE /devices/{id}}: one that is still there will appear anew. */
  void forget(HttpExchange exchange, List<String> variables) {
    if (!hub.forget(find(variables.get(0)).id())) {
      throw notFound(variables.get(0));
    }
    exchange.done();
  }

  void show(HttpExchange exchange, Device device) {
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
    return lookUp(HttpExchange.decode(segment))
        .or(() -> lookUp(segment))
        .orElseThrow(() -> notFound(segment));
  }

  private static Problem notFound(String segment) {
    return new Problem(HttpStatus.NOT_FOUND_404, "there is no device with the id " + segment);
  }

  private Optional<Device> lookUp(String id) {
    return DeviceId.parse(id).flatMap(hub::device);
  }
}
