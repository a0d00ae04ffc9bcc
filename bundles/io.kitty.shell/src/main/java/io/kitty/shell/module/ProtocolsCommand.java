// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static java.util.stream.Collectors.joining;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.shell.format.Labels;
import io.kitty.shell.format.RelativeTime;
import io.kitty.shell.format.SafeTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Shows the status of each protocol: a row for the protocol, then one for each interface. */
@Service
@Command(
    scope = "kitty",
    name = "protocols",
    description = "Shows each protocol's status on each interface.")
public class ProtocolsCommand implements Action {

  @Reference private Hub hub;
  @Reference private DeviceCodec codec;
  @Reference private Session session;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public @Nullable Object execute() {
    List<ModuleStatus> protocols =
        hub.modules().stream()
            .filter(ModuleStatus::protocol)
            .sorted(Comparator.comparing(ModuleStatus::id))
            .toList();
    if (json) {
      System.out.println(protocols.stream().map(codec::json).collect(joining(",", "[", "]")));
    } else {
      print(protocols);
    }
    return null;
  }

  private void print(List<ModuleStatus> protocols) {
    SafeTable table =
        new SafeTable("No protocol is installed. feature:list shows those that can be.")
            .column("Protocol", 16)
            .column("Interface", 16)
            .column("State", 10)
            .column("Last run", 32)
            .number("In")
            .number("Out")
            .number("Sightings")
            .optional("Lost", 20)
            .optional("Buffer", 16);
    Instant now = Instant.now();
    for (ModuleStatus protocol : protocols) {
      List<InterfaceStatus> interfaces = protocol.interfaces();
      table.row(
          protocol.id(),
          interfaces.isEmpty() ? "" : "(all)",
          Labels.of(protocol.state()),
          lastRun(protocol, now),
          sum(interfaces, InterfaceStatus::packetsIn),
          sum(interfaces, InterfaceStatus::packetsOut),
          sum(interfaces, InterfaceStatus::sightings),
          protocol.counters().getOrDefault("kernel_drops", 0L),
          buffer(protocol));
      for (InterfaceStatus each : interfaces) {
        table.row(
            protocol.id(),
            name(each),
            Labels.of(each.state()),
            "",
            each.packetsIn(),
            each.packetsOut(),
            each.sightings(),
            "",
            "");
      }
    }
    table.print(session);
    for (ModuleStatus protocol : protocols) {
      String id = protocol.id();
      print(id + " is " + Labels.of(protocol.state()) + ": ", protocol.detail());
      print(id + ", last error: ", protocol.lastError());
      for (InterfaceStatus each : protocol.interfaces()) {
        print(id + " on " + name(each) + ", last error: ", each.lastError());
        print(id + " on " + name(each) + ": ", each.hint());
      }
    }
  }

  /** Prints a line unless the text is empty. */
  private static void print(String of, String what) {
    if (!what.isEmpty()) {
      System.out.println(SafeTable.fit(of + what, 512));
    }
  }

  private static String name(InterfaceStatus each) {
    return each.name().isEmpty() ? "(routed)" : each.name();
  }

  /**
   * Returns the granted part of the requested receive buffer; the kernel drops datagrams beyond it.
   */
  private static String buffer(ModuleStatus protocol) {
    Long granted = protocol.counters().get("receive_buffer_granted");
    Long requested = protocol.counters().get("receive_buffer_asked");
    return granted == null || requested == null
        ? ""
        : granted / 1024 + " of " + requested / 1024 + " KiB";
  }

  private static String lastRun(ModuleStatus protocol, Instant now) {
    if (protocol.lastRun() == null) {
      return "";
    }
    return RelativeTime.relative(protocol.lastRun(), now)
        + (protocol.lastDuration() == null
            ? ", still running"
            : ", took " + RelativeTime.exact(protocol.lastDuration()));
  }

  private static long sum(List<InterfaceStatus> all, ToLongFunction<InterfaceStatus> count) {
    return all.stream().mapToLong(count).sum();
  }
}
