// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Fact;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Sets the room of a device; without a room, the annotation is removed. */
@Service
@Command(scope = "kitty", name = "room", description = "Sets or removes a device's room.")
public class RoomCommand extends EditCommand {

  @Argument(
      index = 1,
      name = "room",
      description = "The room, in quotation marks if it has blanks; without one, it is removed.")
  private @Nullable String room;

  @Override
  public @Nullable Object execute() throws CommandException {
    set(Fact.USER_ROOM, room == null ? "" : room);
    return null;
  }
}
