// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.announcement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.announce.Announcement;
import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;
import io.kitty.announce.Announcer;
import io.kitty.shell.ServiceLookup;
import io.kitty.text.SafeText;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Shows the counters of the listener and of each publisher. */
@Service
@Command(
    scope = "kitty",
    name = "multicast",
    description = "Shows the counters of multicast announcements.")
public class MulticastCommand implements Action {

  /** Printed if there are no counters; the bundle may not be installed. */
  static final String NOBODY = "Nobody announces or listens. kitty:protocols says why.";

  /** The width that is left beside four numbers in a terminal of 80 characters. */
  private static final int NAME = 14;

  private static final int PLACE = 21;

  @Reference private BundleContext bundles;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public @Nullable Object execute() {
    try (ServiceLookup<AnnouncementStats> stats =
        new ServiceLookup<>(bundles, AnnouncementStats.class)) {
      List<AnnouncementStats> sorted =
          stats.all().stream().sorted(Comparator.comparing(AnnouncementStats::name)).toList();
      if (json) {
        System.out.println(array(sorted));
      } else {
        print(sorted);
      }
    }
    return null;
  }

  private static void print(List<AnnouncementStats> stats) {
    ShellTable table = new ShellTable().emptyTableText(NOBODY);
    table.column("Name").maxSize(NAME);
    table.column("Announces").maxSize(PLACE);
    for (String column : List.of("Sent", "Received", "Errors", "Services")) {
      table.column(column).alignRight();
    }
    for (AnnouncementStats meter : stats) {
      AnnouncementMetrics metrics = meter.metrics();
      table
          .addRow()
          .addContent(
              SafeText.clean(meter.name(), NAME),
              meter instanceof Announcer announcer ? announces(announcer) : "",
              metrics.packetsSent(),
              metrics.packetsReceived(),
              metrics.errors(),
              metrics.activeServices());
    }
    table.print(System.out);
  }

  private static String announces(Announcer announcer) {
    Announcement what = announcer.announcement();
    return (announcer.running() ? "" : "(stopped) ")
        + what.group().getHostAddress()
        + ":"
        + what.port()
        + ", "
        + what.period().toMillis() / 1000.0
        + " s";
  }

  private static ArrayNode array(List<AnnouncementStats> stats) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (AnnouncementStats meter : stats) {
      AnnouncementMetrics metrics = meter.metrics();
      array
          .addObject()
          .put("name", meter.name())
          .put("packets_sent", metrics.packetsSent())
          .put("packets_received", metrics.packetsReceived())
          .put("bytes_sent", metrics.bytesSent())
          .put("bytes_received", metrics.bytesReceived())
          .put("errors", metrics.errors())
          .put("active_services", metrics.activeServices())
          .put("uptime_seconds", metrics.uptimeSeconds())
          .put("packets_per_second", metrics.packetsPerSecond());
    }
    return array;
  }
}
