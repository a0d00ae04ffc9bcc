// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Fact;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Marks a device as one that may sleep. */
@Service
@Command(
    scope = "kitty",
    name = "sleeps",
    description = "Sends no messages of a device that may sleep.")
public class SleepsCommand extends EditCommand {

  @Option(name = "--undo", description = "Send them again.")
  private boolean undo;

  @Override
  public @Nullable Object execute() throws CommandException {
    set(Fact.USER_SLEEPS, undo ? "" : "true");
    return null;
  }
}
