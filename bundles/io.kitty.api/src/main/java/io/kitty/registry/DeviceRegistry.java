// SPDX-License-Identifier: Apache-2.0
package io.kitty.registry;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.Map;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps devices over a restart, or shares them. The working set itself is always in the hub's
 * memory: a registry is told of changes in batches and is asked once, when it comes. It is an OSGi
 * service for as long as it works. Where there are several, all are kept in step, and the one with
 * the highest {@code service.ranking} serves: any other can take over from it.
 *
 * <p>All methods are called by one thread of the hub that nothing waits for.
 */
@ConsumerType
public interface DeviceRegistry {

  /** The service property (String) that says which module a registry is. */
  String NAME = "kitty.registry";

  /** The namespace of the capability by which a bundle says which registry it holds. */
  String NAMESPACE = "io.kitty.registry";

  /** Says which registry a bundle holds, also while it does not work and is no service. */
  @Capability(namespace = NAMESPACE, attribute = "module=\"${#value}\"")
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  @interface Name {
    /** The id of its module, for instance {@code store}. */
    String value();
  }

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
