// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.commons.LruMap;
import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.Revision;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Parameters;
import io.kitty.web.http.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;

/** The resources {@code /devices} and {@code /devices/{id}}. */
public final class DevicesResource {

  private static final int MAX_QUERIES = 2;

  private final Hub hub;
  private final DeviceCodec codec;

  /** Distinguishes the revisions of this start of the server from those of another. */
  private final String start = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  /** The last list of each of the last queries, whose encoded chunks the next one reuses. */
  private final Map<Listing, ChunkedDeviceArray> last =
      Collections.synchronizedMap(new LruMap<>(MAX_QUERIES));

  public DevicesResource(Hub hub, DeviceCodec codec) {
    this.hub = hub;
    this.codec = codec;
  }

  public void list(HttpExchange exchange, List<String> variables) {
    Fields query = exchange.query();
    Listing listing = Listing.of(query, codec.members());
    if (exchange.notModified(etag(listing))) {
      return;
    }
    Listing.Page page = listing.read(hub);
    if (!page.next().isEmpty()) {
      exchange.linkNext(query, "cursor", page.next());
    }
    ChunkedDeviceArray array = new ChunkedDeviceArray(codec, page.devices(), listing.members());
    ChunkedDeviceArray before = last.put(listing, array);
    if (before != null) {
      array.reusing(before);
    }
    exchange.head(HttpStatus.OK_200, HttpExchange.JSON);
    array.writeTo(exchange.response(), exchange.callback());
  }

  /**
   * Returns a tag for the state of the list without encoding it; times count only if they are among
   * its members.
   */
  private String etag(Listing listing) {
    Revision revision = hub.revision();
    boolean times = !Collections.disjoint(listing.members(), codec.volatileMembers());
    return "W/\"%s-%x%s\""
        .formatted(start, revision.changes(), times ? "-" + revision.sightings() : "");
  }

  public void one(HttpExchange exchange, List<String> variables) {
    Set<String> members = Listing.members(new Parameters(exchange.query()), codec.members());
    String array = codec.json(List.of(find(variables.get(0))), members).strip();
    exchange.cacheable(array.substring(1, array.length() - 1));
  }

  /** {@code DELETE /devices/{id}}: a device that is still there appears again. */
  public void forget(HttpExchange exchange, List<String> variables) {
    if (!hub.forget(find(variables.get(0)).id())) {
      throw notFound(variables.get(0));
    }
    exchange.noContent();
  }

  void show(HttpExchange exchange, Device device) {
    exchange.json(HttpStatus.OK_200, codec.json(device));
  }

  /**
   * Finds a device by id or alias. An id may contain percent escapes, so a path in which they were
   * not escaped again is also looked up as it was sent.
   *
   * @param segment the segment of the path, still encoded
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
