// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.notification.Notifications;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Writes and reads devices with Jackson. */
@Component
public final class JsonCodec implements DeviceCodec {

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final JsonFactory factory = mapper.getFactory();

  @Override
  public String json(Device device) {
    return text(json -> DeviceJson.write(json, device));
  }

  @Override
  public String json(Collection<Device> devices) {
    return text(
        json -> {
          json.writeStartArray();
          for (Device device : devices) {
            DeviceJson.write(json, device);
          }
          json.writeEndArray();
        });
  }

  @Override
  public Set<String> members() {
    return DeviceJson.MEMBERS;
  }

  @Override
  public Set<String> volatileMembers() {
    return DeviceJson.VOLATILE_MEMBERS;
  }

  @Override
  public String json(Collection<Device> devices, Set<String> members) {
    return members.containsAll(DeviceJson.MEMBERS)
        ? json(devices)
        : text(
            json -> {
              JsonGenerator filtered = MemberFilter.on(json, members);
              filtered.writeStartArray();
              for (Device device : devices) {
                DeviceJson.write(filtered, device);
              }
              filtered.writeEndArray();
            });
  }

  @Override
  public String json(DeviceEvent event) {
    return text(
        json -> {
          json.writeStartObject();
          DeviceJson.members(json, event.device());
          if (event instanceof Changed changed) {
            json.writeFieldName("before");
            DeviceJson.write(json, changed.before());
          } else if (event instanceof Departed departed) {
            json.writeStringField("reason", departed.reason().name());
            json.writeStringField("successor", departed.next().map(DeviceId::value).orElse(null));
          }
          json.writeEndObject();
        });
  }

  @Override
  public String json(Health health) {
    return text(json -> StatusJson.write(json, health));
  }

  @Override
  public String json(ModuleStatus status) {
    return text(json -> StatusJson.write(json, status));
  }

  @Override
  public String json(History history) {
    return text(json -> HistoryJson.write(json, history));
  }

  @Override
  public String json(Notifications notifications) {
    return text(json -> NotificationsJson.write(json, notifications));
  }

  @Override
  public byte[] encode(Device device) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      StoredDeviceJson.write(json, device);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Device decode(byte[] bytes) throws IOException {
    try {
      return StoredDeviceJson.read(mapper.readTree(bytes));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("a damaged device: " + e.getMessage(), e);
    }
  }

  private String text(Body body) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = factory.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
