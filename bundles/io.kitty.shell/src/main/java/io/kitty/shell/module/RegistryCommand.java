// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.hub.Hub;
import io.kitty.shell.format.Labels;
import io.kitty.shell.format.SafeTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Lists the registries and shows which one serves. */
@Service
@Command(
    scope = "kitty",
    name = "registry",
    description = "Shows where devices are kept or shared.")
public class RegistryCommand implements Action {

  @Reference private BundleContext bundles;
  @Reference private Hub hub;
  @Reference private Session session;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public @Nullable Object execute() {
    List<RegistryStatus.Row> rows = RegistryStatus.of(bundles, hub);
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      rows.forEach(row -> describe(row, array.addObject()));
      System.out.println(array);
    } else {
      print(rows);
    }
    return null;
  }

  private void print(List<RegistryStatus.Row> rows) {
    SafeTable table =
        new SafeTable("Nothing is kept. Install one: feature:install kitty-store")
            .column("Registry", 16)
            .column("Role", 8)
            .column("State", 9)
            .column("Counters", 100);
    for (RegistryStatus.Row row : rows) {
      table.row(row.name(), row.role(), Labels.of(row.state()), counters(row));
    }
    table.print(session);
    for (RegistryStatus.Row row : rows) {
      if (!row.detail().isEmpty()) {
        System.out.println(SafeTable.fit(row.name() + ": " + row.detail(), 256));
      }
    }
  }

  private static String counters(RegistryStatus.Row row) {
    Map<String, Long> sorted = new TreeMap<>(row.counters());
    return sorted.entrySet().stream()
        .map(counter -> counter.getKey() + " " + counter.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void describe(RegistryStatus.Row row, ObjectNode object) {
    object.put("id", row.name()).put("role", row.role()).put("state", Labels.of(row.state()));
    object.put("detail", row.detail());
    ObjectNode counters = object.putObject("counters");
    new TreeMap<>(row.counters()).forEach(counters::put);
  }
}
