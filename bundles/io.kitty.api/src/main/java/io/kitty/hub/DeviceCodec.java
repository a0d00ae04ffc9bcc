// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes what other programs read, as JSON on one line with names in {@code snake_case}, and writes
 * and reads the form in which a registry keeps a device. Any thread.
 */
@ProviderType
public interface DeviceCodec {

  /** A device as other programs see it: one JSON object. */
  String json(Device device);

  /** Devices as other programs see them: a JSON array. */
  String json(Collection<Device> devices);

  /** The names of all members that a device's JSON object may have. */
  Set<String> members();

  /**
   * Those of {@link #members} that may change when a device is merely seen again: times and
   * readings. All others are the same while {@link Revision#changes} is.
   */
  Set<String> passing();

  /**
   * Devices as other programs see them, with some of their members only.
   *
   * @param members their names; all that are {@link #members} for the whole
   */
  String json(Collection<Device> devices, Set<String> members);

  /**
   * An event as other programs see it: the device; for a change also {@code before}; for a
   * departure also {@code reason} and {@code successor}.
   */
  String json(DeviceEvent event);

  /** The hub's health: {@code status}, {@code reasons}, and a boolean for each module. */
  String json(Health health);

  /** The status of a module. */
  String json(ModuleStatus status);

  /** What happened to a device. */
  String json(History history);

  /** A device with all that is remembered of it, for a registry to keep. */
  byte[] encode(Device device);

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IOException if it is damaged or of an unknown form
   */
  Device decode(byte[] bytes) throws IOException;
}
