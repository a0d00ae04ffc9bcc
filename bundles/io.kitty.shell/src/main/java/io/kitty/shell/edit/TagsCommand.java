// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Fact;
import io.kitty.shell.format.SafeTable;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Tags a device. */
@Service
@Command(scope = "kitty", name = "tags", description = "Sets or removes a device's tags.")
public class TagsCommand extends EditCommand {

  @Argument(
      index = 1,
      name = "tags",
      description = "The tags, without commas; without any, they are removed.",
      multiValued = true)
  private @Nullable List<String> tags;

  @Override
  public @Nullable Object execute() throws CommandException {
    List<String> all = tags == null ? List.of() : tags;
    for (String tag : all) {
      if (tag.contains(",")) {
        throw new CommandException("A tag has no comma: " + SafeTable.fit(tag, 80));
      }
    }
    set(Fact.USER_TAGS, String.join(",", all));
    return null;
  }
}
