// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceEditor;
import io.kitty.shell.completion.DeviceIdCompleter;
import io.kitty.shell.device.DeviceFinder;
import io.kitty.shell.format.Labels;
import io.kitty.shell.format.SafeTable;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;

/** The base of the commands that change an annotation. */
abstract class EditCommand implements Action {

  @Reference Hub hub;
  @Reference DeviceEditor editor;

  @Option(name = "--json", description = "Print a JSON object.")
  boolean json;

  @Argument(
      name = "device",
      description = "The device's id, an alias of it, an address or its name.",
      required = true)
  @Completion(DeviceIdCompleter.class)
  String id = "";

  Device device() throws CommandException {
    return DeviceFinder.find(hub, id);
  }

  /** Sets an annotation of the device; an empty value removes it. */
  void set(Fact fact, String value) throws CommandException {
    Device device = device();
    try {
      Device now =
          editor
              .annotate(device.id(), Map.of(fact, value))
              .orElseThrow(() -> new CommandException(device.id() + " is not known any more."));
      print(now.id().value(), value.isEmpty() ? "removed" : value, Labels.of(fact));
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage());
    }
  }

  void print(String device, String value, String what) {
    System.out.println(
        json
            ? JsonNodeFactory.instance.objectNode().put("id", device).put(what, value)
            : SafeTable.fit(device + ": " + what + " " + value, 256));
  }
}
