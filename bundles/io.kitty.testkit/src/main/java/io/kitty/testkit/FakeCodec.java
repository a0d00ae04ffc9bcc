// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.inventory.History;
import io.kitty.notification.NotificationEntry;
import io.kitty.notification.Notifications;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A codec for tests. What it encodes is complete and can be decoded in another process, but is not
 * the hub's own format; its JSON contains only ids and states.
 */
public class FakeCodec implements DeviceCodec {

  @Override
  public String json(Device device) {
    return "{\"id\":\"" + device.id() + "\"}";
  }

  @Override
  public String json(Collection<Device> devices) {
    return devices.stream().map(this::json).collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  public Set<String> members() {
    return Set.of("id", "name", "last_seen");
  }

  @Override
  public Set<String> volatileMembers() {
    return Set.of("last_seen");
  }

  /** Does not filter the members: {@code fields} lists the requested ones. */
  @Override
  public String json(Collection<Device> devices, Set<String> members) {
    return members.containsAll(members())
        ? json(devices)
        : devices.stream()
            .map(device -> "{\"fields\":\"" + new TreeSet<>(members) + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  public String json(DeviceEvent event) {
    return json(event.device());
  }

  @Override
  public String json(Health health) {
    return "{\"status\":\"" + health.status().name().toLowerCase(Locale.ROOT) + "\"}";
  }

  @Override
  public String json(ModuleStatus status) {
    return "{\"id\":\"" + status.id() + "\"}";
  }

  @Override
  public String json(History history) {
    return "{\"from\":" + history.from().getEpochSecond() + "}";
  }

  /** Writes the ids of the messages, and of everything else the number. */
  @Override
  public String json(Notifications notifications) {
    return notifications.recent().stream()
        .map(NotificationEntry::id)
        .map(id -> "{\"id\":\"" + id + "\"}")
        .collect(
            Collectors.joining(
                ",",
                "{\"targets\":"
                    + notifications.targets().size()
                    + ",\"rules\":"
                    + notifications.rules().size()
                    + ",\"recent\":[",
                "]}"));
  }

  @Override
  public byte[] encode(Device device) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      RecordSerializer.write(out, device);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Device decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (RecordSerializer.read(in) instanceof Device device && in.read() < 0) {
        return device;
      }
      throw new IOException("not a device");
    } catch (RuntimeException e) {
      throw new IOException("not a device: " + e.getMessage(), e);
    }
  }
}
