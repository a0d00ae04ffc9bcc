// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.bindserver;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.hub.VirtualPrinterServer;
import io.kitty.hub.VirtualPrinterServer.Port;
import io.kitty.shell.ServiceLookup;
import io.kitty.text.SafeText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Shows the virtual printers: their ports, connections and TLS versions. */
@Service
@Command(
    scope = "kitty",
    name = "bind-server",
    description = "Shows the virtual printers, their ports and TLS.")
public class BindServerCommand implements Action {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int WIDTH = 64;

  @Reference private BundleContext bundles;

  @Option(name = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public @Nullable Object execute() throws JsonProcessingException {
    try (ServiceLookup<VirtualPrinterServer> printers =
        new ServiceLookup<>(bundles, VirtualPrinterServer.class)) {
      List<VirtualPrinterServer> sorted =
          printers.all().stream()
              .sorted(Comparator.comparing(VirtualPrinterServer::serial))
              .toList();
      if (json) {
        ArrayNode array = JSON.createArrayNode();
        sorted.forEach(printer -> array.add(json(printer)));
        System.out.println(JSON.writeValueAsString(array));
      } else {
        print(sorted);
      }
    }
    return null;
  }

  private static void print(List<VirtualPrinterServer> printers) {
    ShellTable table = new ShellTable();
    table.emptyTableText(
        "No virtual printer is configured. etc/io.kitty.bindserver-example.cfg shows how.");
    table.column("Printer").maxSize(12);
    table.column("Serial").maxSize(16);
    table.column("Port").alignRight();
    table.column("Address").maxSize(15);
    table.column("State");
    table.column("Answered").alignRight();
    Map<VirtualPrinterServer, List<Port>> running = new LinkedHashMap<>();
    for (VirtualPrinterServer printer : printers) {
      String name = SafeText.clean(printer.name(), WIDTH);
      List<Port> ports = printer.ports();
      if (ports.isEmpty()) {
        table.addRow().addContent(name, printer.serial(), "", "", "off", "");
      } else {
        ports.forEach(port -> row(table, name, printer.serial(), port));
        running.put(printer, ports);
      }
    }
    table.print(System.out);
    running.forEach(BindServerCommand::print);
  }

  private static void row(ShellTable table, String name, String serial, Port port) {
    table
        .addRow()
        .addContent(name, serial, port.number(), port.address(), state(port), port.answered());
  }

  private static long refused(Port port) {
    return port.refused().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void print(VirtualPrinterServer printer, List<Port> ports) {
    String serial = printer.serial();
    ports.stream()
        .filter(port -> refused(port) > 0)
        .forEach(
            port ->
                System.out.printf(
                    "%s refused %d callers on port %d%n", serial, refused(port), port.number()));
    ports.stream()
        .map(Port::failure)
        .filter(failure -> !failure.isEmpty())
        .forEach(failure -> System.out.println(serial + ": " + failure));
    Map<String, Boolean> suites = printer.cipherSuites();
    System.out.println(serial + " offers " + suites(suites, true));
    if (suites.containsValue(false)) {
      System.out.println(
          serial
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

  private static String state(Port port) {
    return port.open() ? "open" : "failed";
  }

  private static ObjectNode json(VirtualPrinterServer printer) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("serial", printer.serial())
            .put("model", printer.model())
            .put("name", printer.name())
            .put("running", printer.running());
    ArrayNode ports = object.putArray("ports");
    printer.ports().forEach(port -> ports.add(json(port)));
    ObjectNode suites = object.putObject("cipher_suites");
    printer.cipherSuites().forEach(suites::put);
    return object;
  }

  private static ObjectNode json(Port port) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("for", port.label())
            .put("port", port.number())
            .put("address", port.address())
            .put("state", state(port))
            .put("failure", port.failure())
            .put("connections", port.connections())
            .put("answered", port.answered());
    ObjectNode refused = object.putObject("refused");
    port.refused().forEach(refused::put);
    return object;
  }
}
