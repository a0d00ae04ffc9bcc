// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import io.kitty.inventory.DeviceQuery.Ignored;
import io.kitty.inventory.DeviceQuery.Presence;
import io.kitty.inventory.DeviceQuery.Scope;
import io.kitty.shell.completion.KindCompleter;
import io.kitty.shell.completion.ProtocolCompleter;
import io.kitty.shell.completion.StatusCompleter;
import io.kitty.shell.format.JobLabels;
import io.kitty.shell.format.Labels;
import io.kitty.shell.format.RelativeTime;
import io.kitty.shell.format.SafeTable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Lists devices, sorted by address. */
@Service
@Command(scope = "kitty", name = "devices", description = "Lists the devices that are present.")
public class DevicesCommand implements Action {

  @Reference private Hub hub;
  @Reference private DeviceCodec codec;
  @Reference private Session session;

  @Option(name = "--all", description = "List those that have departed, too.")
  private boolean all;

  @Option(name = "--kind", description = "Only devices of this kind.")
  @Completion(KindCompleter.class)
  private @Nullable String kind;

  @Option(name = "--status", description = "Only devices in this state.")
  @Completion(StatusCompleter.class)
  private @Nullable String status;

  @Option(name = "--source", description = "Only devices that this protocol sees.")
  @Completion(ProtocolCompleter.class)
  private @Nullable String source;

  @Option(name = "--ignored", description = "Only ignored devices, instead of all others.")
  private boolean ignored;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Argument(
      name = "text",
      description = "Only devices with these words in an id, name, address, identifier or fact.")
  private @Nullable String text;

  @Override
  public @Nullable Object execute() {
    List<Device> devices = DeviceQuery.sorted(hub.devices().stream().filter(query()));
    if (json) {
      System.out.println(codec.json(devices));
    } else {
      print(devices);
    }
    return null;
  }

  private DeviceQuery query() {
    return DeviceQuery.builder()
        .presence(all ? Set.of() : Set.of(Presence.PRESENT))
        .kinds(given(kind))
        .statuses(given(status))
        .sources(given(source))
        .ignored(ignored ? Ignored.ONLY : Ignored.EXCLUDE)
        .text(text == null ? "" : text, Scope.EVERYTHING)
        .build();
  }

  private static Set<String> given(@Nullable String value) {
    return value == null ? Set.of() : Set.of(value);
  }

  private void print(List<Device> devices) {
    SafeTable table =
        new SafeTable(
                "No such device. kitty:scan searches now, kitty:protocols shows who searches, "
                    + "kitty:devices --all lists those that have departed.")
            .column("Id", 64)
            .column("Name", 32)
            .column("Kind", 16)
            .optional("Model", 32)
            .column("Status", 28)
            .column("Address", 48)
            .optional("Seen by", 40)
            .column("Last seen", 16);
    Instant now = Instant.now();
    for (Device device : devices) {
      table.row(
          device.id(),
          device.name(),
          device.kind(),
          device.facts().getOrDefault(Fact.MODEL, ""),
          status(device),
          Labels.address(device),
          Labels.sources(device),
          RelativeTime.relative(device.lastSeen(), now));
    }
    table.print(session);
  }

  private static String status(Device device) {
    String percent = JobLabels.percent(device);
    return Labels.status(device) + (percent.isEmpty() ? "" : " " + percent + " %");
  }
}
