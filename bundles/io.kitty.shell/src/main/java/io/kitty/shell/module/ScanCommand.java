// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.shell.completion.ProtocolCompleter;
import io.kitty.shell.format.SafeTable;
import java.util.ArrayList;
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

/** Starts a scan of protocols. */
@Service
@Command(scope = "kitty", name = "scan", description = "Starts a scan with protocols now.")
public class ScanCommand implements Action {

  @Reference private Hub hub;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(
      name = "protocols",
      description = "The protocols; all running ones if none is given.",
      multiValued = true)
  @Completion(ProtocolCompleter.class)
  private @Nullable List<String> protocols;

  @Override
  public @Nullable Object execute() throws CommandException {
    List<String> wanted = protocols == null ? running() : protocols;
    List<String> refused = new ArrayList<>(wanted);
    refused.removeIf(hub::scan);
    List<String> begun = new ArrayList<>(wanted);
    begun.removeAll(refused);
    if (json) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      begun.forEach(object.putArray("scanning")::add);
      System.out.println(object);
    } else if (!begun.isEmpty()) {
      System.out.println("Scanning: " + String.join(", ", begun));
    }
    if (begun.isEmpty() || !refused.isEmpty()) {
      throw new CommandException(why(refused));
    }
    return null;
  }

  private List<String> running() {
    return hub.modules().stream()
        .filter(module -> module.protocol() && module.up())
        .map(ModuleStatus::id)
        .sorted()
        .toList();
  }

  private String why(List<String> refused) {
    if (refused.isEmpty()) {
      return "No protocol is running; kitty:protocols shows why.";
    }
    return refused.stream().map(name -> SafeTable.fit(name, 40)).collect(joining(", "))
        + ": no such protocol, or it does not run; kitty:protocols shows them.";
  }
}
