// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.shell.format.SafeTable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Splits a device in two. */
@Service
@Command(scope = "kitty", name = "split", description = "Splits a device; kitty:undo undoes it.")
public class SplitCommand extends EditCommand {

  @Argument(
      index = 1,
      name = "by",
      description =
          "An identifier that joins nothing from now on, as hostname:octopi, or what one protocol"
              + " saw, as ssdp:KEY, which becomes a record of its own. Without it the choices are"
              + " listed.")
  private @Nullable String by;

  @Override
  public @Nullable Object execute() throws CommandException {
    Device device = device();
    Set<String> choices = choices(device);
    if (by == null) {
      choices.forEach(choice -> System.out.println(SafeTable.fit(choice, 256)));
      return null;
    }
    if (!split(device, by)) {
      throw new CommandException(
          device.id() + " cannot be split by " + SafeTable.fit(by, 80) + "; there are: " + choices);
    }
    print(device.id().value(), by, "split");
    return null;
  }

  private boolean split(Device device, String by) {
    Optional<Identifier> identifier =
        device.identifiers().stream().filter(each -> each.id().value().equals(by)).findFirst();
    if (identifier.isPresent()) {
      return editor.split(device.id(), identifier.get());
    }
    DeviceId id = device.id();
    return device.evidence().stream()
        .filter(each -> by.equals(name(each)))
        .findFirst()
        .map(each -> editor.split(id, each.source().id(), each.sighting().key()))
        .orElse(false);
  }

  private static Set<String> choices(Device device) {
    Set<String> choices = new LinkedHashSet<>();
    device.identifiers().forEach(each -> choices.add(each.id().value()));
    device.evidence().forEach(each -> choices.add(name(each)));
    return choices;
  }

  private static String name(Evidence evidence) {
    return evidence.source().id() + ":" + evidence.sighting().key();
  }
}
