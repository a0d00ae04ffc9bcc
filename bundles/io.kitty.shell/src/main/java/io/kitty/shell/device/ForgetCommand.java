// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.device.Device;
import io.kitty.hub.Hub;
import io.kitty.shell.completion.DeviceIdCompleter;
import io.kitty.shell.format.SafeTable;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Forgets a device. */
@Service
@Command(
    scope = "kitty",
    name = "forget",
    description = "Forgets a device and all that is known of it.")
public class ForgetCommand implements Action {

  @Reference private Hub hub;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(
      name = "id",
      description = "The device's id, or an alias of it. It appears again if it is still there.",
      required = true)
  @Completion(DeviceIdCompleter.class)
  private String id = "";

  @Override
  public @Nullable Object execute() throws CommandException {
    Device device = DeviceFinder.find(hub, id);
    if (!hub.forget(device.id())) {
      throw new CommandException(device.id() + " was forgotten already.");
    }
    System.out.println(
        json
            ? JsonNodeFactory.instance.objectNode().put("forgotten", device.id().value())
            : "Forgot " + SafeTable.fit((device.id() + " " + device.name()).strip(), 256));
    return null;
  }
}
