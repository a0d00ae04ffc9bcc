// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.announce.AnnouncementMeter;
import io.kitty.device.Text;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Begins to count anew. */
@Service
@Command(
    scope = "kitty",
    name = "multicast-reset",
    description = "Sets what kitty:multicast counts back to zero, of one or of all.")
public class MulticastResetCommand implements Action {

  @Reference(optional = true)
  private List<AnnouncementMeter> meters = List.of();

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(name = "name", description = "Whose; of all where it is left out.")
  @Completion(MeterCompleter.class)
  private @Nullable String name;

  @Override
  public @Nullable Object execute() throws CommandException {
    List<AnnouncementMeter> chosen =
        meters.stream().filter(meter -> name == null || meter.name().equals(name)).toList();
    if (name != null && chosen.isEmpty()) {
      throw new CommandException(
          "Nobody announces or listens by the name " + Text.clean(name, 64) + ".");
    }
    chosen.forEach(AnnouncementMeter::reset);
    List<String> names = chosen.stream().map(AnnouncementMeter::name).sorted().toList();
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      names.forEach(array::add);
      System.out.println(JsonNodeFactory.instance.objectNode().set("reset", array).toString());
    } else {
      System.out.println(Text.clean("Reset " + String.join(", ", names), 512));
    }
    return null;
  }
}
