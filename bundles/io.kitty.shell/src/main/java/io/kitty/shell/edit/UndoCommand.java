// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.shell.format.RelativeTime;
import io.kitty.shell.format.SafeTable;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Undoes a merge or split. */
@Service
@Command(scope = "kitty", name = "undo", description = "Undoes a merge or split, or lists them.")
public class UndoCommand implements Action {

  @Reference private DeviceEditor editor;
  @Reference private Session session;

  @Option(name = "--json", description = "Print JSON.")
  private boolean json;

  @Argument(
      name = "id",
      description = "The id of the merge or split, or the start of it; without one all are listed.")
  private @Nullable String id;

  @Override
  public @Nullable Object execute() throws CommandException {
    String start = id;
    if (start == null) {
      list();
      return null;
    }
    String whole =
        editor.overrides().stream()
            .map(IdentityOverride::id)
            .filter(each -> each.startsWith(start))
            .findFirst()
            .orElse(start);
    if (!editor.undo(whole)) {
      throw new CommandException(
          "No merge or split has the id " + SafeTable.fit(start, 80) + "; kitty:undo lists them.");
    }
    System.out.println(
        json ? JsonNodeFactory.instance.objectNode().put("undone", whole) : "Undone: " + whole);
    return null;
  }

  private void list() {
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      editor.overrides().forEach(each -> array.add(object(each)));
      System.out.println(array);
      return;
    }
    SafeTable table =
        new SafeTable("Nothing was merged or split by hand.")
            .column("Id", 8)
            .column("What", 5)
            .column("Of", 46)
            .column("When", 12);
    for (IdentityOverride each : editor.overrides()) {
      table.row(
          each.id(),
          word(each),
          String.join(" ", each.subjects()),
          RelativeTime.relative(each.made(), Instant.now()));
    }
    table.print(session);
  }

  private static ObjectNode object(IdentityOverride each) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("id", each.id()).put("kind", word(each));
    each.subjects().forEach(object.putArray("subjects")::add);
    return object;
  }

  /** Returns the kind as in the REST interface. */
  private static String word(IdentityOverride each) {
    return switch (each.kind()) {
      case MERGE -> "merge";
      case SPLIT -> "split";
    };
  }
}
