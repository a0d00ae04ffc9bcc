// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Fact;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Ignores a device. */
@Service
@Command(
    scope = "kitty",
    name = "ignore",
    description = "Leaves a device out of lists, or shows it again.")
public class IgnoreCommand extends EditCommand {

  @Option(name = "--undo", description = "Show it again.")
  private boolean undo;

  @Override
  public @Nullable Object execute() throws CommandException {
    set(Fact.USER_IGNORED, undo ? "" : "true");
    return null;
  }
}
