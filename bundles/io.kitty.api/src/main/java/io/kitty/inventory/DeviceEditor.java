// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Edits annotations and overrides of devices. No protocol overwrites them; they follow the device
 * from address to address, and every registry keeps them. Thread-safe; a call waits for the hub's
 * model, never for a registry or the network. An OSGi service.
 */
@ProviderType
public interface DeviceEditor {

  /** The maximum length of a name, a room and of all tags together. */
  int MAX_WORDS = 128;

  /** The maximum length of a note. */
  int MAX_NOTE = 2000;

  /**
   * Sets annotations of a device.
   *
   * @param values by fact, each {@link Fact#byUser}; an empty value removes the annotation, facts
   *     that are not given stay as they are
   * @return the device after the change; empty if there is none with this id or alias
   * @throws IllegalArgumentException if a fact is not an annotation, or a value is too long
   */
  Optional<Device> annotate(DeviceId id, Map<Fact, String> values);

  /**
   * Merges two records into one device, whatever their identifiers are.
   *
   * @return the merged device; empty if either does not exist, or both are the same already
   */
  Optional<Device> merge(DeviceId one, DeviceId other);

  /**
   * Excludes an identifier of a device from identification, for instance a host name that two
   * devices share: it merges nothing any more.
   *
   * @return the devices that it is now, the one that continues it first; only one, if something
   *     else links all its evidence; none, if the device does not exist or does not have the
   *     identifier
   */
  List<Device> split(DeviceId id, Identifier identifier);

  /**
   * Splits a sighting off into a device of its own.
   *
   * @param source the protocol
   * @param key the key of its sighting
   * @return the devices that it is now, the one that continues it first; none, if the device does
   *     not exist, or does not consist of that and something else
   */
  List<Device> split(DeviceId id, String source, String key);

  /**
   * Returns the ways to split a device that have an effect; none for an unknown device. Does not
   * split it.
   */
  List<SplitOption> splits(DeviceId id);

  /**
   * Returns the records that may be the same device as this one, the best first: at most 12, none
   * that is ignored or virtual, and none from which a person split it.
   */
  List<MergeSuggestion> suggestions(DeviceId id);

  /** Returns all overrides, oldest first. */
  List<IdentityOverride> overrides();

  /** Removes an override; returns false if there is none with this id. */
  boolean undo(String override);
}
