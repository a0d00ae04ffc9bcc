// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.identifier.Identifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to split a device, by an identifier or by evidence. Immutable.
 *
 * @param identifier the identifier that would link nothing any more; null if it is by evidence
 * @param evidence evidence under the key that would become a device of its own; null if it is by
 *     identifier
 * @param outcome the devices that would result, at least two, the one that continues the device
 *     first
 */
public record SplitOption(
    @Nullable Identifier identifier, @Nullable Evidence evidence, List<Device> outcome) {

  public SplitOption(
      @Nullable Identifier identifier, @Nullable Evidence evidence, List<Device> outcome) {
    this.identifier = identifier;
    this.evidence = evidence;
    this.outcome = List.copyOf(outcome);
  }
}
