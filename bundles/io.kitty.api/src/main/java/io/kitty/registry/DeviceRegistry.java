// SPDX-License-Identifier: Apache-2.0
package io.kitty.registry;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps devices over a restart, or shares them. The working set itself is always in the hub's
 * memory: a registry is told of changes in batches and is asked once, when it comes. It is an OSGi
 * service for as long as it works; the one with the highest {@code service.ranking} is used.
 *
 * <p>All methods are called by one thread of the hub that nothing waits for.
 */
@ConsumerType
public interface DeviceRegistry {

  /** The service property (String) that says which module a registry is, for people. */
  String NAME = "kitty.registry";

  /**
   * All devices that are kept, in no particular order. An entry that cannot be read is left out and
   * logged.
   *
   * @throws IOException if they cannot be had; the hub tries again
   */
  Collection<Device> load() throws IOException;

  /**
   * Keeps the devices as they are now, each in place of what was kept under its id.
   *
   * @throws IOException if that failed; the hub will hand them in again
   */
  void save(Collection<Device> devices) throws IOException;

  /**
   * Drops what is kept under the ids; an id that is unknown is fine.
   *
   * @throws IOException if that failed; the hub will hand them in again
   */
  void forget(Collection<DeviceId> ids) throws IOException;

  /**
   * All notes that are kept: what people said of devices, by keys of the hub's choosing. They are
   * kept without end, whatever becomes of the devices.
   *
   * @throws IOException if they cannot be had; the hub tries again
   */
  Map<String, String> loadNotes() throws IOException;

  /**
   * Keeps notes, each in place of what was kept under its key. None is ever dropped: one that is
   * taken back is a note as well.
   *
   * @throws IOException if that failed; the hub will hand them in again
   */
  void saveNotes(Map<String, String> notes) throws IOException;
}
