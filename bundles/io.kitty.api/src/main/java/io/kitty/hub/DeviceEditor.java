// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes in what people say of devices. No protocol overwrites it; it follows the machine from
 * address to address, and is kept by every registry. Any thread; a call waits for the hub's model,
 * never for a registry or the network. An OSGi service.
 */
@ProviderType
public interface DeviceEditor {

  /** The most characters of a name, a room and all tags together. */
  int MAX_WORDS = 128;

  /** The most characters of a note. */
  int MAX_NOTE = 2000;

  /**
   * Says something of a device.
   *
   * @param said values of facts that are {@link Fact#byUser}; an empty one takes back what was
   *     said, others stay as they are
   * @return the device as it is now; empty if there is none with this id or alias
   * @throws IllegalArgumentException if a fact is none of the user's, or a value is too long
   */
  Optional<Device> annotate(DeviceId id, Map<Fact, String> said);

  /**
   * Says that two records are one machine, whatever their identifiers say.
   *
   * @return the device they make; empty if either is not there, or both are the same already
   */
  Optional<Device> merge(DeviceId one, DeviceId other);

  /**
   * Says that an identifier of a device does not tell which machine it is, as where two have one
   * host name: it joins nothing any more.
   *
   * @return whether the device is there and shows it
   */
  boolean split(DeviceId id, Identifier identifier);

  /**
   * Says that what a protocol saw is a machine of its own.
   *
   * @param source the protocol
   * @param key the key of its sighting
   * @return whether the device is there and consists of that and something else
   */
  boolean split(DeviceId id, String source, String key);

  /** What people corrected in which records are one machine, earliest first. */
  List<IdentityOverride> overrides();

  /** Takes a correction back; false if there is none of this id. */
  boolean undo(String override);
}
