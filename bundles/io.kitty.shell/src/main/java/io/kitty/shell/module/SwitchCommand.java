// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.hub.ModuleConfigurator;
import io.kitty.shell.completion.ModuleCompleter;
import java.io.IOException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;

/** The base of the commands that enable or disable a module. */
abstract class SwitchCommand implements Action {

  @Reference ModuleConfigurator modules;

  @Option(name = "--json", description = "Print a JSON object.")
  boolean json;

  @Argument(name = "module", description = "The module's id, as ssdp or redis.", required = true)
  @Completion(ModuleCompleter.class)
  String module = "";

  /** Writes the setting to the module's file, which is applied at once. */
  void set(boolean enabled) throws CommandException {
    try {
      modules.enable(module, enabled);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandException(e.getMessage());
    } catch (IOException e) {
      throw new CommandException("The file of " + module + " cannot be written: " + e.getMessage());
    }
    System.out.println(
        json
            ? JsonNodeFactory.instance.objectNode().put("module", module).put("enabled", enabled)
            : module + " is switched " + (enabled ? "on" : "off"));
  }
}
