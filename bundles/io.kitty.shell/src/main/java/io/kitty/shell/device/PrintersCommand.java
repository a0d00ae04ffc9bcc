// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import io.kitty.shell.format.JobLabels;
import io.kitty.shell.format.SafeTable;
import io.kitty.state.DeviceStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Lists what the present printers are doing, those that tell it or need a key for it, by name. */
@Service
@Command(scope = "kitty", name = "printers", description = "Lists what the printers are doing.")
public class PrintersCommand implements Action {

  private static final Set<String> MEMBERS =
      Set.of("id", "ip", "name", "kind", "status", "job", "temperatures", "error", "needs_key");

  @Reference private Hub hub;
  @Reference private DeviceCodec codec;
  @Reference private Session session;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public @Nullable Object execute() {
    List<Device> printers =
        hub.devices().stream()
            .filter(DeviceQuery.PRESENT)
            .filter(PrintersCommand::isPrinter)
            .sorted(
                Comparator.comparing(Device::name, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(Device::id))
            .toList();
    if (json) {
      System.out.println(codec.json(printers, MEMBERS));
    } else {
      print(printers);
    }
    return null;
  }

  private static boolean isPrinter(Device device) {
    return tellsStatus(device) || device.facts().containsKey(Fact.NEEDS_KEY);
  }

  private static boolean tellsStatus(Device device) {
    return DeviceStatus.of(device.status()).isPresent();
  }

  private void print(List<Device> printers) {
    SafeTable table =
        new SafeTable("No printer tells what it is doing. kitty:devices lists all devices.")
            .column("Name", 32)
            .column("Status", 12)
            .column("Job", 40)
            .number("%")
            .number("Remaining")
            .column("Error", 60);
    for (Device each : printers) {
      table.row(
          each.name(),
          tellsStatus(each) ? each.status() : "needs a key",
          JobLabels.name(each),
          JobLabels.percent(each),
          JobLabels.remaining(each),
          JobLabels.error(each));
    }
    table.print(session);
  }
}
