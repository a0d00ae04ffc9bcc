// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.notification.Notifications;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.hub.FakeNotifications;
import io.kitty.web.DeviceFixture;
import io.kitty.web.TestServer;
import io.kitty.web.server.Settings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A server whose fake hub has devices and protocols given as JSON. */
final class FakeBackend implements AutoCloseable {

  final TestServer server;
  private final Map<DeviceId, ObjectNode> machines = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> protocols = new ConcurrentHashMap<>();
  private volatile JsonNode notifications = DeviceFixture.MAPPER.createObjectNode();

  FakeBackend() throws Exception {
    this(0);
  }

  FakeBackend(int port) throws Exception {
    this(TestServer.on(port));
  }

  FakeBackend(Settings settings) throws Exception {
    server = new TestServer(settings, new Codec());
  }

  void appear(DeviceFixture... some) {
    for (DeviceFixture machine : some) {
      server.publish(new DeviceEvent.Appeared(put(machine), false));
    }
  }

  void change(DeviceFixture machine) {
    Device device = put(machine);
    server.publish(new DeviceEvent.Changed(device, device, false));
  }

  /** Sends what a machine tells now as readings. */
  void read(DeviceFixture machine) {
    server.publishReading(put(machine));
  }

  void depart(DeviceFixture machine) {
    put(machine.departed());
    server.publish(
        new DeviceEvent.Departed(
            machine.departed().device(),
            machine.departed().device(),
            DepartureReason.EXPIRED,
            null,
            false));
  }

  private Device put(DeviceFixture machine) {
    machines.put(machine.id, machine.json.deepCopy());
    Device device = machine.device();
    server.hub.add(device);
    return device;
  }

  void health(Health.Status status, String... reasons) {
    server.hub.health(new Health(status, List.of(reasons), new TreeMap<>()));
  }

  /** Sets the state of a protocol, with further members of its JSON. */
  void protocol(String id, State state, String more) throws Exception {
    ObjectNode json =
        DeviceFixture.MAPPER
            .createObjectNode()
            .put("id", id)
            .put("protocol", true)
            .put("state", state.name().toLowerCase(Locale.ROOT))
            .put("detail", "")
            .put("last_error", "");
    json.putObject("counters").put("packets_in", 12);
    ObjectNode eth0 = json.putArray("interfaces").addObject();
    eth0.put("name", "eth0").put("state", "running").put("last_error", "").put("hint", "");
    eth0.put("packets_in", 1234).put("packets_out", 5).put("sightings", 6);
    json.setAll((ObjectNode) DeviceFixture.MAPPER.readTree(more));
    protocols.put(id, json);
    server.hub.modules(
        protocols.keySet().stream()
            .map(
                each ->
                    new ModuleStatus(each, true, state, "", null, null, "", Map.of(), List.of()))
            .toArray(ModuleStatus[]::new));
  }

  /** Installs what sends messages to people, with its JSON but for the pause. */
  FakeNotifications notifications(String json) throws Exception {
    notifications = DeviceFixture.MAPPER.readTree(json);
    protocol("notify", State.RUNNING, "{\"protocol\":false}");
    return server.installNotifications();
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Codec extends FakeCodec {
    @Override
    public String json(Device device) {
      ObjectNode json = machines.get(device.id()).deepCopy();
      Map<Fact, String> facts = device.facts();
      if (facts.keySet().stream().anyMatch(Fact::byUser)) {
        ObjectNode user = json.putObject("user");
        for (Fact fact : List.of(Fact.USER_NAME, Fact.USER_ROOM, Fact.USER_NOTE)) {
          user.put(fact.member(), facts.getOrDefault(fact, ""));
        }
        device.tags().forEach(user.putArray("tags")::add);
        user.put("ignored", device.ignored());
        user.put("sleeps", device.sleeps());
      }
      return json.toString();
    }

    @Override
    public String json(Collection<Device> devices, Set<String> members) {
      if (members.containsAll(members())) {
        return json(devices);
      }
      ArrayNode array = DeviceFixture.MAPPER.createArrayNode();
      devices.forEach(each -> array.add(machines.get(each.id()).deepCopy().retain(members)));
      return array.toString();
    }

    @Override
    public String json(Health health) {
      ObjectNode json = DeviceFixture.MAPPER.createObjectNode();
      json.put("status", health.status().name().toLowerCase(Locale.ROOT));
      json.put("version", health.version());
      health.reasons().forEach(json.putArray("reasons")::add);
      return json.toString();
    }

    @Override
    public String json(History history) {
      ObjectNode json = DeviceFixture.MAPPER.createObjectNode();
      json.put("from", seconds(history.from())).put("to", seconds(history.to()));
      json.put("since", seconds(history.since()));
      history.uptimePercent().ifPresent(share -> json.put("uptime_percent", share));
      spans(json.putArray("presence"), history.presence());
      spans(json.putArray("hub_off"), history.hubOff());
      ArrayNode events = json.putArray("events");
      for (History.Event event : history.events()) {
        ObjectNode each =
            events
                .addObject()
                .put("at", seconds(event.at()))
                .put("event", event.word())
                .put("reason", event.reason() == null ? null : event.reason().name())
                .put("text", event.text());
        ArrayNode changes = each.putArray("changes");
        for (History.Change change : event.changes()) {
          changes
              .addObject()
              .put("field", change.field())
              .put("from", change.from())
              .put("to", change.to());
        }
      }
      return json.toString();
    }

    @Override
    public String json(Notifications service) {
      ObjectNode json = notifications.deepCopy();
      json.put("paused_until", service.pausedUntil().map(Codec::seconds).orElse(null));
      return json.toString();
    }

    private static void spans(ArrayNode array, List<History.Span> spans) {
      spans.forEach(span -> array.addArray().add(seconds(span.from())).add(seconds(span.to())));
    }

    private static double seconds(Instant time) {
      return time.toEpochMilli() / 1000.0;
    }

    @Override
    public String json(ModuleStatus status) {
      return protocols.get(status.id()).toString();
    }
  }
}
