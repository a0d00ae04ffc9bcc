// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.TestDevices;
import java.time.Instant;

/** A device as JSON of the hub, for tests of the page. */
public final class DeviceFixture {

  public static final ObjectMapper MAPPER = new ObjectMapper();

  public final DeviceId id;
  public final ObjectNode json;

  /** Makes a device with all required members. */
  public DeviceFixture(String id, String name) {
    this.id = new DeviceId(id);
    double now = now();
    json =
        MAPPER
            .createObjectNode()
            .put("id", id)
            .put("ip", "")
            .put("name", name)
            .put("kind", "device")
            .put("status", "online")
            .put("source", "ping")
            .put("first_seen", now - 86_400)
            .put("last_seen", now)
            .put("presence", "present");
    json.putArray("addresses");
    json.putArray("services");
    json.putArray("sightings");
  }

  static double now() {
    return Instant.now().toEpochMilli() / 1000.0;
  }

  public DeviceFixture kind(String kind) {
    return with("kind", kind);
  }

  public DeviceFixture status(String status) {
    return with("status", status);
  }

  public DeviceFixture with(String name, String value) {
    json.put(name, value);
    return this;
  }

  public DeviceFixture at(String address) {
    json.withArray("addresses").add(address);
    return with("ip", address);
  }

  public DeviceFixture service(String type, int port, String path) {
    ObjectNode service = json.withArray("services").addObject();
    service.put("type", type).put("name", json.path("name").asText()).put("port", port);
    service.putObject("txt").put("path", path);
    return this;
  }

  /** Adds a service with the URL of its page; {@code ""} for none. */
  public DeviceFixture service(String type, String name, int port, String url) {
    ObjectNode service = json.withArray("services").addObject();
    service.put("type", type).put("name", name).put("port", port);
    service.putObject("txt");
    if (!url.isEmpty()) {
      service.put("url", url);
    }
    return this;
  }

  public DeviceFixture seenBy(String source, double secondsLeft) {
    ObjectNode sighting = json.withArray("sightings").addObject();
    sighting
        .put("source", source)
        .put("key", source + "-key")
        .put("address", json.path("ip").asText())
        .put("interface", "eth0")
        .put("first_seen", now() - 60)
        .put("last_seen", now())
        .put("expires", now() + secondsLeft);
    sighting.putObject("attributes").put("SERVER", "Linux/5.4 <b>UPnP</b>");
    return this;
  }

  /** Sets the job: its name, progress from 0 to 1, and seconds until it is complete. */
  public DeviceFixture job(String name, double progress, long remaining) {
    json.putObject("job").put("name", name).put("progress", progress).put("remaining", remaining);
    return this;
  }

  /** Adds a warning about another device, a minute old. */
  public DeviceFixture warning(String code, String text, String address, String mac) {
    json.withArray("warnings")
        .addObject()
        .put("code", code)
        .put("text", text)
        .put("since", now() - 60)
        .put("address", address)
        .put("mac", mac);
    return this;
  }

  /** Returns the same device, departed. */
  public DeviceFixture departed() {
    DeviceFixture departed = new DeviceFixture(id.value(), "");
    departed.json.setAll(json.deepCopy());
    departed.json.put("presence", "departed").put("departed_reason", "EXPIRED");
    departed.json.put("departed_at", now());
    departed.json.withArray("sightings").removeAll();
    return departed;
  }

  /** Returns the hub's device. */
  public Device device() {
    Device device = TestDevices.withId(TestDevices.host(0), id);
    return json.path("presence").asText().equals("departed")
        ? TestDevices.departed(device)
        : device;
  }
}
