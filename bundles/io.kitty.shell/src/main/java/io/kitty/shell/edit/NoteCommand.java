// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Fact;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Sets the note of a device; without a text, the note is removed. */
@Service
@Command(scope = "kitty", name = "note", description = "Sets or removes a device's note.")
public class NoteCommand extends EditCommand {

  @Argument(
      index = 1,
      name = "note",
      description = "The note, in quotation marks; without one, it is removed.")
  private @Nullable String note;

  @Override
  public @Nullable Object execute() throws CommandException {
    set(Fact.USER_NOTE, note == null ? "" : note);
    return null;
  }
}
