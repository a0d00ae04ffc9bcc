// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.device.Device;
import io.kitty.hub.Hub;
import io.kitty.shell.completion.DeviceIdCompleter;
import io.kitty.shell.format.SafeTable;
import io.kitty.wake.WakeOnLan;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Wakes a device. */
@Service
@Command(
    scope = "kitty",
    name = "wake",
    description = "Wakes a device that sleeps, by Wake-on-LAN.")
public class WakeCommand implements Action {

  @Reference private Hub hub;
  @Reference private WakeOnLan wakeOnLan;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(
      name = "device",
      description = "The device's id, an alias of it, an address or its name.",
      required = true)
  @Completion(DeviceIdCompleter.class)
  private String id = "";

  @Override
  public @Nullable Object execute() throws CommandException {
    Device device = DeviceFinder.find(hub, id);
    WakeOnLan.Outcome outcome = wakeOnLan.wake(device.id());
    if (outcome != WakeOnLan.Outcome.SENT) {
      throw new CommandException("Cannot wake " + device.id() + ": " + outcome.text() + ".");
    }
    System.out.println(
        json
            ? JsonNodeFactory.instance.objectNode().put("woken", device.id().value())
            : "Sent what wakes "
                + SafeTable.fit((device.id() + " " + device.name()).strip(), 256)
                + "; it does not tell whether it does.");
    return null;
  }
}
