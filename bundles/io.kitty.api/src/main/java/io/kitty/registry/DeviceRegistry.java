// SPDX-License-Identifier: Apache-2.0
package io.kitty.registry;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
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
 * Stores devices across restarts, or shares them. The working set itself is always in the hub's
 * memory: a registry is loaded once, when it appears, and then receives changes in batches. It is
 * an OSGi service while it works. If there are several, all receive every change, and the one with
 * the highest {@code service.ranking} is active, so that any other can take over.
 *
 * <p>All methods are called by one thread of the hub that nothing else waits for.
 */
@ConsumerType
public interface DeviceRegistry {

  /** The service property (String) with the id of a registry's module. */
  String NAME = "kitty.registry";

  /** The namespace of the capability that declares a bundle's registry. */
  String NAMESPACE = "io.kitty.registry";

  /**
   * Declares the registry of a bundle, also while it does not work and is not registered as a
   * service.
   */
  @Capability(namespace = NAMESPACE, attribute = "module=\"${#value}\"")
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  @interface Name {
    /** The id of its module, for instance {@code store}. */
    String value();
  }

  /**
   * Returns all stored devices, in no particular order. An unreadable entry is left out and logged.
   *
   * @throws IOException if they cannot be loaded; the hub retries
   */
  Collection<Device> load() throws IOException;

  /**
   * Returns whether other hubs use the registry as well. It then receives only devices that this
   * hub itself sees or saw, without what other hubs contribute: two hubs would keep a dead device
   * alive between them. A device that only other hubs see is dropped with {@link #forget}.
   */
  default boolean shared() {
    return false;
  }

  /**
   * Stores devices that changed, each replacing the one stored under its id.
   *
   * @throws IOException if that failed; the hub retries
   */
  void save(Collection<Device> devices) throws IOException;

  /**
   * Updates devices that were only seen again since they were saved: nothing but times and readings
   * differs. The hub calls it once a minute.
   *
   * @throws IOException if that failed; the hub retries
   */
  default void touch(Collection<Device> devices) throws IOException {
    save(devices);
  }

  /**
   * Drops the devices stored under the ids; an unknown id is ignored.
   *
   * @throws IOException if that failed; the hub retries
   */
  void forget(Collection<DeviceId> ids) throws IOException;

  /**
   * Returns all stored notes: the annotations and overrides that people entered, by keys that the
   * hub chooses. They never expire, whatever happens to the devices.
   *
   * @throws IOException if they cannot be loaded; the hub retries
   */
  Map<String, String> loadNotes() throws IOException;

  /**
   * Stores notes, each replacing the one stored under its key. None is ever dropped: a removal is a
   * note as well.
   *
   * @throws IOException if that failed; the hub retries
   */
  void saveNotes(Map<String, String> notes) throws IOException;
}
