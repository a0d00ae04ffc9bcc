// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import io.kitty.device.Device;
import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import io.kitty.shell.format.SafeTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.CommandException;

/** Finds a device by what a person enters. */
public final class DeviceFinder {

  private DeviceFinder() {}

  /**
   * Returns the device with this id or alias, else with this address, else the only one with this
   * name.
   *
   * @throws CommandException if there is none, or several have the address or name
   */
  public static Device find(Hub hub, String text) throws CommandException {
    Optional<Device> exact = DeviceId.parse(text).flatMap(hub::device);
    if (exact.isPresent()) {
      return exact.get();
    }
    List<Device> found =
        hub.devices().stream().filter(device -> device.present() && isAt(device, text)).toList();
    if (found.isEmpty()) {
      found =
          hub.devices().stream().filter(device -> device.name().equalsIgnoreCase(text)).toList();
    }
    if (found.size() > 1) {
      throw new CommandException(
          found.size()
              + " devices are called "
              + SafeTable.fit(text, 80)
              + ": "
              + found.stream()
                  .map(device -> device.id().value())
                  .sorted()
                  .limit(8)
                  .collect(Collectors.joining(", ")));
    }
    if (found.isEmpty()) {
      throw new CommandException(
          "No device has the id, address or name "
              + SafeTable.fit(text, 80)
              + "; kitty:devices --all lists them.");
    }
    return found.get(0);
  }

  private static boolean isAt(Device device, String address) {
    return device.addresses().stream().anyMatch(each -> each.getHostAddress().equals(address));
  }
}
