// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.announcement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.announce.AnnouncementStats;
import io.kitty.shell.ServiceLookup;
import io.kitty.shell.completion.PublisherNameCompleter;
import io.kitty.text.SafeText;
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
import org.osgi.framework.BundleContext;

/** Resets the counters of announcements. */
@Service
@Command(
    scope = "kitty",
    name = "multicast-reset",
    description = "Sets the counters of kitty:multicast to zero.")
public class MulticastResetCommand implements Action {

  @Reference private BundleContext bundles;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(name = "name", description = "The publisher or listener; all if not given.")
  @Completion(PublisherNameCompleter.class)
  private @Nullable String name;

  @Override
  public @Nullable Object execute() throws CommandException {
    try (ServiceLookup<AnnouncementStats> stats =
        new ServiceLookup<>(bundles, AnnouncementStats.class)) {
      print(reset(stats.all()));
    }
    return null;
  }

  private List<String> reset(List<AnnouncementStats> stats) throws CommandException {
    List<AnnouncementStats> chosen =
        stats.stream().filter(meter -> name == null || meter.name().equals(name)).toList();
    if (name != null && chosen.isEmpty()) {
      throw new CommandException(
          "Nobody announces or listens by the name " + SafeText.clean(name, 64) + ".");
    }
    chosen.forEach(AnnouncementStats::reset);
    return chosen.stream().map(AnnouncementStats::name).sorted().toList();
  }

  private void print(List<String> names) {
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      names.forEach(array::add);
      System.out.println(JsonNodeFactory.instance.objectNode().set("reset", array).toString());
    } else if (names.isEmpty()) {
      System.out.println(MulticastCommand.NOBODY);
    } else {
      System.out.println(SafeText.clean("Reset " + String.join(", ", names), 512));
    }
  }
}
