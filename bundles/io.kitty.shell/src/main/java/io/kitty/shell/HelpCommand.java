// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.shell.format.SafeTable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/**
 * Lists the commands of the hub, also as JSON. Karaf's {@code help kitty} lists the same, but only
 * because one bundle has all commands of the scope.
 */
@Service
@Command(scope = "kitty", name = "help", description = "Lists the commands of the hub.")
public class HelpCommand implements Action {

  private static final String SCOPE = "kitty";

  @Reference private Session session;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Override
  public @Nullable Object execute() {
    SortedMap<String, String> commands = new TreeMap<>();
    session.getRegistry().getCommands().stream()
        .filter(command -> command.getScope().equals(SCOPE))
        .forEach(
            command -> commands.put(SCOPE + ":" + command.getName(), command.getDescription()));
    if (json) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      commands.forEach(object::put);
      System.out.println(object);
    } else {
      SafeTable table =
          new SafeTable("There are none.").column("Command", 24).column("What it does", 200);
      commands.forEach(table::row);
      table.print(session);
    }
    return null;
  }
}
