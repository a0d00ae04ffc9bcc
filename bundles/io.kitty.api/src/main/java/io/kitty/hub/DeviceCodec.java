// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.inventory.History;
import io.kitty.inventory.Revision;
import io.kitty.notification.Notifications;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes the public JSON of the hub, on one line with names in {@code snake_case}, and writes and
 * reads the form in which a registry stores a device. Thread-safe.
 */
@ProviderType
public interface DeviceCodec {

  /** Returns a device in its public form: one JSON object. */
  String json(Device device);

  /** Returns devices in their public form: a JSON array. */
  String json(Collection<Device> devices);

  /** Returns the names of all members that a device's JSON object may have. */
  Set<String> members();

  /**
   * Returns the {@link #members} that may change when a device is merely seen again: times and
   * readings. All others stay the same while {@link Revision#changes} does.
   */
  Set<String> volatileMembers();

  /**
   * Returns devices in their public form, reduced to some members.
   *
   * @param members their names; all {@link #members} for the whole object
   */
  String json(Collection<Device> devices, Set<String> members);

  /**
   * Returns an event in its public form: the device; for a change also {@code before}; for a
   * departure also {@code reason} and {@code successor}.
   */
  String json(DeviceEvent event);

  /** Returns the hub's health: {@code status}, {@code reasons}, and a boolean for each module. */
  String json(Health health);

  /** Returns the status of a module. */
  String json(ModuleStatus status);

  /** Returns the history of a device. */
  String json(History history);

  /**
   * Returns the notifications: {@code paused_until}, and the lists {@code targets}, {@code rules}
   * and {@code recent}.
   */
  String json(Notifications notifications);

  /** Encodes a device with all its evidence, for a registry to store. */
  byte[] encode(Device device);

  /**
   * Decodes the result of {@link #encode}.
   *
   * @throws IOException if it is damaged or of an unknown format
   */
  Device decode(byte[] bytes) throws IOException;
}
