// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Device;
import io.kitty.shell.completion.DeviceIdCompleter;
import io.kitty.shell.device.DeviceFinder;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Merges two devices. */
@Service
@Command(scope = "kitty", name = "merge", description = "Merges two devices; kitty:undo undoes it.")
public class MergeCommand extends EditCommand {

  @Argument(
      index = 1,
      name = "other",
      description = "The other device: its id, an alias, an address or its name.",
      required = true)
  @Completion(DeviceIdCompleter.class)
  private String other = "";

  @Override
  public @Nullable Object execute() throws CommandException {
    Device one = device();
    Device two = DeviceFinder.find(hub, other);
    Device merged =
        editor
            .merge(one.id(), two.id())
            .orElseThrow(
                () -> new CommandException(one.id() + " and " + two.id() + " are one already."));
    print(merged.id().value(), one.id() + " " + two.id(), "merged");
    return null;
  }
}
