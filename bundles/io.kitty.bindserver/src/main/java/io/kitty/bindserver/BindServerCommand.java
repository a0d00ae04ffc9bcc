// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.bindserver.tcp.PortCounters;
import io.kitty.device.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Shows the virtual printers: their ports, who called there, and what TLS they offer. */
@Service
@Command(
    scope = "kitty",
    name = "bind-server",
    description = "Shows the virtual printers, their ports, and the cipher suites on offer.")
public class BindServerCommand implements Action {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int WIDTH = 64;

  @Reference private List<BindServerProvider> providers;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public @Nullable Object execute() throws JsonProcessingException {
    List<BindServerProvider> sorted =
        providers.stream()
            .sorted(Comparator.comparing(provider -> provider.printer().serial()))
            .toList();
    if (json) {
      ArrayNode printers = JSON.createArrayNode();
      sorted.forEach(provider -> printers.add(json(provider)));
      System.out.println(JSON.writeValueAsString(printers));
    } else {
      print(sorted);
    }
    return null;
  }

  private static void print(List<BindServerProvider> providers) {
    ShellTable table = new ShellTable();
    table.emptyTableText(
        "No virtual printer is configured. etc/io.kitty.bindserver-example.cfg shows how.");
    table.column("Printer").maxSize(12);
    table.column("Serial").maxSize(16);
    table.column("Port").alignRight();
    table.column("Address").maxSize(15);
    table.column("State");
    table.column("Answered").alignRight();
    for (BindServerProvider provider : providers) {
      VirtualPrinter printer = provider.printer();
      String name = Text.clean(printer.name(), WIDTH);
      provider
          .desk()
          .ifPresentOrElse(
              desk -> desk.ports().forEach(port -> row(table, name, printer, port)),
              () -> table.addRow().addContent(name, printer.serial(), "", "", "off", ""));
    }
    table.print(System.out);
    providers.stream()
        .flatMap(provider -> provider.desk().stream())
        .forEach(BindServerCommand::say);
  }

  private static void row(ShellTable table, String name, VirtualPrinter printer, TcpPort port) {
    table
        .addRow()
        .addContent(
            name,
            printer.serial(),
            number(port),
            port.at(),
            state(port),
            port.counters().answered());
  }

  private static long refused(TcpPort port) {
    return port.counters().refused().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void say(Desk desk) {
    desk.ports().stream()
        .filter(port -> refused(port) > 0)
        .forEach(
            port ->
                System.out.printf(
                    "%s refused %d callers on port %d%n",
                    desk.printer().serial(), refused(port), number(port)));
    desk.ports().stream()
        .map(TcpPort::failure)
        .filter(failure -> !failure.isEmpty())
        .forEach(failure -> System.out.println(desk.printer().serial() + ": " + failure));
    Map<String, Boolean> suites = Suites.test(desk.identity());
    System.out.println(desk.printer().serial() + " offers " + suites(suites, true));
    if (suites.containsValue(false)) {
      System.out.println(
          desk.printer().serial()
              + " does not offer "
              + suites(suites, false)
              + ": this Java has switched them off");
    }
  }

  private static String suites(Map<String, Boolean> suites, boolean offered) {
    return suites.entrySet().stream()
        .filter(suite -> suite.getValue() == offered)
        .map(Map.Entry::getKey)
        .collect(joining(", "));
  }

  private static int number(TcpPort port) {
    return port.isOpen() ? port.number() : port.wanted();
  }

  private static String state(TcpPort port) {
    return port.isOpen() ? "open" : "failed";
  }

  private static ObjectNode json(BindServerProvider provider) {
    VirtualPrinter printer = provider.printer();
    ObjectNode object =
        JSON.createObjectNode()
            .put("serial", printer.serial())
            .put("model", printer.model())
            .put("name", printer.name())
            .put("running", provider.desk().isPresent());
    ArrayNode ports = object.putArray("ports");
    ObjectNode suites = object.putObject("cipher_suites");
    provider
        .desk()
        .ifPresent(
            desk -> {
              desk.ports().forEach(port -> ports.add(json(port)));
              Suites.test(desk.identity()).forEach(suites::put);
            });
    return object;
  }

  private static ObjectNode json(TcpPort port) {
    PortCounters counters = port.counters();
    ObjectNode object =
        JSON.createObjectNode()
            .put("for", port.label())
            .put("port", number(port))
            .put("address", port.at())
            .put("state", state(port))
            .put("failure", port.failure())
            .put("connections", counters.connections())
            .put("answered", counters.answered());
    ObjectNode refused = object.putObject("refused");
    counters.refused().forEach((reason, count) -> refused.put(reason.word(), count));
    return object;
  }
}
