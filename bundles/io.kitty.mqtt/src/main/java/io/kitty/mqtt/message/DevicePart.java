// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.Job;
import io.kitty.state.MachineState;
import io.kitty.state.Temperature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What only some devices tell, and is an entity of its own in Home Assistant once they did. */
public enum DevicePart {
  STATUS("Status", "mdi:printer-3d", DevicePart::status),
  PROGRESS("Progress", "mdi:progress-clock", device -> progress(device.state().job())),
  REMAINING("Remaining time", "mdi:timer-sand", device -> remaining(device.state().job())),
  NOZZLE("Nozzle temperature", "mdi:thermometer", device -> degrees(device, Heater.NOZZLE)),
  BED("Bed temperature", "mdi:thermometer", device -> degrees(device, Heater.BED)),
  CHAMBER("Chamber temperature", "mdi:thermometer", device -> degrees(device, Heater.CHAMBER));

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String UNKNOWN = "unknown";

  private final String label;
  private final String icon;
  private final Function<Device, @Nullable JsonNode> value;

  DevicePart(String label, String icon, Function<Device, @Nullable JsonNode> value) {
    this.label = label;
    this.icon = icon;
    this.value = value;
  }

  /** Returns its name in JSON, and the id of its entity. */
  public String member() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what a device tells now. */
  public static Set<DevicePart> of(Device device) {
    Set<DevicePart> told = EnumSet.noneOf(DevicePart.class);
    for (DevicePart part : values()) {
      if (part.value.apply(device) != null) {
        told.add(part);
      }
    }
    return told;
  }

  /** Returns the value of a device; JSON null if it does not tell it now. */
  JsonNode value(Device device) {
    JsonNode told = value.apply(device);
    if (this == STATUS) {
      return device.present()
          ? told == null ? JSON.textNode(UNKNOWN) : told
          : JSON.textNode(word(DeviceStatus.OFFLINE));
    }
    return told == null || !device.present() ? JSON.nullNode() : told;
  }

  /** Returns the options of its entity, without those that every entity has. */
  ObjectNode entity() {
    ObjectNode entity = JSON.objectNode().put("platform", "sensor").put("name", label);
    entity.put("icon", icon);
    switch (this) {
      case STATUS -> {
        entity.put("device_class", "enum");
        Arrays.stream(DeviceStatus.values())
            .map(DevicePart::word)
            .forEach(entity.putArray("options")::add);
        entity.withArray("options").add(UNKNOWN);
      }
      case PROGRESS -> entity.put("unit_of_measurement", "%").put("state_class", "measurement");
      case REMAINING -> entity.put("device_class", "duration").put("unit_of_measurement", "s");
      default ->
          entity
              .put("device_class", "temperature")
              .put("unit_of_measurement", "\u00b0C")
              .put("state_class", "measurement");
    }
    return entity;
  }

  private static @Nullable JsonNode status(Device device) {
    return DeviceStatus.of(device.status()).map(DevicePart::word).map(JSON::textNode).orElse(null);
  }

  private static String word(DeviceStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable JsonNode progress(@Nullable Job job) {
    return job == null || job.progress() == null
        ? null
        : JSON.numberNode(Math.round(job.progress() * 100));
  }

  private static @Nullable JsonNode remaining(@Nullable Job job) {
    return job == null || job.remaining() == null ? null : JSON.numberNode(job.remaining());
  }

  private static @Nullable JsonNode degrees(Device device, Heater heater) {
    MachineState state = device.state();
    Temperature temperature = state.temperatures().get(heater);
    return temperature == null
        ? null
        : JSON.numberNode(Math.round(temperature.value() * 10) / 10.0);
  }
}
