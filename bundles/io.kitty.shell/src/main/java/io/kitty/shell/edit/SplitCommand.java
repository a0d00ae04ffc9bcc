// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.SplitOption;
import io.kitty.shell.format.SafeTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    if (by == null) {
      Set<String> choices = choices(device);
      if (choices.isEmpty()) {
        System.out.println("There is nothing to split.");
      }
      choices.forEach(choice -> System.out.println(SafeTable.fit(choice, 256)));
      return null;
    }
    List<Device> parts = split(device, by);
    if (parts.isEmpty()) {
      throw new CommandException(
          device.id()
              + " cannot be split by "
              + SafeTable.fit(by, 80)
              + "; there are: "
              + choices(device));
    }
    String ids = parts.stream().map(each -> each.id().value()).collect(Collectors.joining(" "));
    print(ids, by, "split");
    return null;
  }

  private List<Device> split(Device device, String by) {
    DeviceId id = device.id();
    Optional<Identifier> identifier =
        device.identifiers().stream().filter(each -> each.id().value().equals(by)).findFirst();
    if (identifier.isPresent()) {
      return editor.split(id, identifier.get());
    }
    return device.evidence().stream()
        .filter(each -> by.equals(name(each)))
        .findFirst()
        .map(each -> editor.split(id, each.source().id(), each.sighting().key()))
        .orElse(List.of());
  }

  private Set<String> choices(Device device) {
    Set<String> choices = new LinkedHashSet<>();
    for (SplitOption option : editor.splits(device.id())) {
      Stream.ofNullable(option.identifier()).map(each -> each.id().value()).forEach(choices::add);
      Stream.ofNullable(option.evidence()).map(SplitCommand::name).forEach(choices::add);
    }
    return choices;
  }

  private static String name(Evidence evidence) {
    return evidence.source().id() + ":" + evidence.sighting().key();
  }
}
