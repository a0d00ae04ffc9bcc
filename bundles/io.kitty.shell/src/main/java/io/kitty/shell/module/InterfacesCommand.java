// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.shell.format.SafeTable;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Lists the network interfaces and the protocols that use them. */
@Service
@Command(
    scope = "kitty",
    name = "interfaces",
    description = "Lists the interfaces and the protocols on each.")
public class InterfacesCommand implements Action {

  @Reference private Hub hub;
  @Reference private Session session;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public @Nullable Object execute() {
    List<NetworkLink> links =
        hub.links().stream().sorted(Comparator.comparingInt(NetworkLink::index)).toList();
    List<ModuleStatus> modules = hub.modules();
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      links.forEach(link -> describe(link, modules, array.addObject()));
      System.out.println(array);
    } else {
      print(links, modules);
    }
    return null;
  }

  private void print(List<NetworkLink> links, List<ModuleStatus> modules) {
    SafeTable table =
        new SafeTable(
                "No interface is up. Plug in a cable or join a network: it is taken up at once.")
            .column("Name", 16)
            .column("Addresses", 160)
            .column("MAC", 17)
            .column("Loopback", 8)
            .column("Used by", 80);
    for (NetworkLink link : links) {
      table.row(
          link.name(),
          link.subnets().stream().map(Subnet::toString).collect(joining(" ")),
          mac(link),
          link.loopback() ? "yes" : "no",
          String.join(" ", users(link, modules)));
    }
    table.print(session);
  }

  private static void describe(NetworkLink link, List<ModuleStatus> modules, ObjectNode object) {
    object.put("name", link.name()).put("index", link.index());
    object.put("loopback", link.loopback());
    if (link.mac() != null) {
      object.put("mac", mac(link));
    }
    ArrayNode addresses = object.putArray("addresses");
    link.subnets().forEach(subnet -> addresses.add(subnet.toString()));
    ArrayNode protocols = object.putArray("protocols");
    users(link, modules).forEach(protocols::add);
  }

  private static String mac(NetworkLink link) {
    return link.mac() == null ? "" : link.mac().value();
  }

  private static List<String> users(NetworkLink link, List<ModuleStatus> modules) {
    return modules.stream()
        .filter(ModuleStatus::protocol)
        .filter(
            module ->
                module.interfaces().stream().anyMatch(each -> each.name().equals(link.name())))
        .map(ModuleStatus::id)
        .sorted()
        .toList();
  }
}
