// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.discovery.NetworkLink;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The hub, for those who ask and steer it. Any thread; the answers come from memory, where nothing
 * else is said, and are immutable.
 */
@ProviderType
public interface Hub {

  /** All devices that are known, those that have departed too, in no particular order. */
  Collection<Device> devices();

  /** The device with this id or alias. */
  Optional<Device> device(DeviceId id);

  /**
   * When the record of the device with this very id changed last, in wall time: when it came, left,
   * or anything but times, signal strength and counters became different. A hub that has just
   * started does not know of earlier changes and answers with the time at which it learned of the
   * record. Empty if there is no such device.
   */
  Optional<Instant> changed(DeviceId id);

  /** A number that tells whether anything has changed since it was last asked for. */
  Revision revision();

  /**
   * Forgets a device and all that is remembered of it. One that is still there will appear anew.
   *
   * @return whether there was one
   */
  boolean forget(DeviceId id);

  /**
   * What happened to the device with this id or alias in a period; empty where nothing is
   * remembered. Reads a file.
   *
   * @param from the start of the period; what is older than {@link History#REACH} is forgotten
   * @param to its end, not before {@code from}; the present if it lies in the future
   */
  History history(DeviceId id, Instant from, Instant to);

  /** How each module is, by id. */
  List<ModuleStatus> modules();

  /** How the hub is as a whole. */
  Health health();

  /**
   * Begins a round of active search now; if one is running, another follows it.
   *
   * @return whether there is such a protocol and it is up
   */
  boolean scan(String protocol);

  /** All interfaces of this machine that are up, whether or not a protocol uses them. */
  List<NetworkLink> links();

  /** The floods that go on right now. */
  default List<Flood> floods() {
    return List.of();
  }
}
