// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.discovery.NetworkLink;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.inventory.Revision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The hub's query and control interface. Thread-safe; results come from memory unless stated
 * otherwise, and are immutable.
 */
@ProviderType
public interface Hub {

  /** Returns all known devices, departed ones included, in no particular order. */
  Collection<Device> devices();

  /** Returns the device with this id or alias. */
  Optional<Device> device(DeviceId id);

  /**
   * Returns when the record of the device with exactly this id last changed, wall time: when it
   * appeared, departed, or anything except times, signal strength and counters changed. After a
   * restart, earlier changes are unknown and the time at which the record was loaded is returned.
   * Empty if there is no such device.
   */
  Optional<Instant> changed(DeviceId id);

  /** Returns counters that tell whether anything has changed since they were last read. */
  Revision revision();

  /**
   * Forgets a device and everything remembered of it. A device that is still present will appear
   * anew.
   *
   * @return whether there was one
   */
  boolean forget(DeviceId id);

  /**
   * Returns the history of the device with this id or alias in a period; empty if nothing was
   * recorded. Reads a file.
   *
   * @param from the start of the period; anything older than {@link History#REACH} is no longer
   *     kept
   * @param to its end, not before {@code from}; the present if it lies in the future
   */
  History history(DeviceId id, Instant from, Instant to);

  /** Returns the status of each module, by id. */
  List<ModuleStatus> modules();

  /** Returns the health of the hub. */
  Health health();

  /**
   * Starts a round of active search now; if one is running, another follows it.
   *
   * @return whether there is such a protocol and it is up
   */
  boolean scan(String protocol);

  /**
   * Returns the ids of the installed protocols whose sightings are announcements of services, as
   * {@link io.kitty.discovery.Protocol#announcements} declares it.
   */
  Set<String> announcementProtocols();

  /** Returns all interfaces of this host that are up, whether or not a protocol uses them. */
  List<NetworkLink> links();

  /** Returns the ongoing floods. */
  default List<Flood> floods() {
    return List.of();
  }
}
