// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.device.Fact;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Says which room a device is in; without a room that goes. */
@Service
@Command(scope = "kitty", name = "room", description = "Says which room a device is in.")
public class RoomCommand extends EditCommand {

  @Argument(
      index = 1,
      name = "room",
      description = "The room, in quotation marks if it has blanks; without one it goes.")
  private @Nullable String room;

  @Override
  public @Nullable Object execute() throws CommandException {
    set(Fact.USER_ROOM, room == null ? "" : room);
    return null;
  }
}
