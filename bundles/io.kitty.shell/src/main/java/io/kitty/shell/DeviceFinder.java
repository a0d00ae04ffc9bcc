// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.hub.Hub;
import org.apache.karaf.shell.support.CommandException;

/** Finds the device that a person names. */
final class DeviceFinder {

  private DeviceFinder() {}

  /**
   * The device with this id or alias.
   *
   * @throws CommandException if there is none
   */
  static Device find(Hub hub, String text) throws CommandException {
    return DeviceId.parse(text)
        .flatMap(hub::device)
        .orElseThrow(
            () ->
                new CommandException(
                    "No device has the id "
                        + Table.fit(text, 80)
                        + "; kitty:devices --all lists the ids."));
  }
}
