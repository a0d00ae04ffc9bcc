// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Fact;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Names a device; without a name, the annotation is removed. */
@Service
@Command(scope = "kitty", name = "name", description = "Sets or removes a device's name.")
public class NameCommand extends EditCommand {

  @Argument(
      index = 1,
      name = "name",
      description =
          "The name, in quotation marks if it has blanks; without one, the annotation is removed.")
  private @Nullable String name;

  @Override
  public @Nullable Object execute() throws CommandException {
    set(Fact.USER_NAME, name == null ? "" : name);
    return null;
  }
}
