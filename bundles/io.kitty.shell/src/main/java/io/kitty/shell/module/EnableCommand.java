// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Switches a module on. */
@Service
@Command(
    scope = "kitty",
    name = "enable",
    description = "Switches a module on, in its file in etc.")
public class EnableCommand extends SwitchCommand {

  @Override
  public @Nullable Object execute() throws CommandException {
    set(true);
    return null;
  }
}
