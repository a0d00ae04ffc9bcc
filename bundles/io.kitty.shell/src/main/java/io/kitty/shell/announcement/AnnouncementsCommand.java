// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.announcement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.announce.AnnouncedService;
import io.kitty.hub.Hub;
import io.kitty.shell.format.RelativeTime;
import io.kitty.shell.format.SafeTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Lists the services that other programs announce. */
@Service
@Command(scope = "kitty", name = "announcements", description = "Lists the announced services.")
public class AnnouncementsCommand implements Action {

  @Reference private Hub hub;
  @Reference private Session session;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Argument(name = "type", description = "Only services whose type contains this text.")
  private @Nullable String type;

  @Override
  public @Nullable Object execute() {
    List<AnnouncedService> services = AnnouncedService.of(hub, type == null ? "" : type);
    if (json) {
      System.out.println(array(services));
    } else {
      print(services);
    }
    return null;
  }

  private void print(List<AnnouncedService> services) {
    SafeTable table =
        new SafeTable(
                "No such service. kitty:protocols says how multicast, beacon and broadcast are.")
            .column("Name", 64)
            .column("Type", 64)
            .column("Host", 48)
            .number("Port")
            .column("Seen by", 9)
            .column("Last seen", 16);
    for (AnnouncedService each : services) {
      table.row(
          each.name(),
          each.type(),
          each.host(),
          each.port() == 0 ? "" : each.port(),
          each.source(),
          RelativeTime.relative(each.lastSeen(), Instant.now()));
    }
    table.print(session);
  }

  private static ArrayNode array(List<AnnouncedService> services) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (AnnouncedService each : services) {
      array
          .addObject()
          .put("type", each.type())
          .put("name", each.name())
          .put("host", each.host())
          .put("port", each.port())
          .put("source", each.source())
          .put("last_seen", BigDecimal.valueOf(each.lastSeen().toEpochMilli(), 3))
          .put("device", each.device().id().value());
    }
    return array;
  }
}
