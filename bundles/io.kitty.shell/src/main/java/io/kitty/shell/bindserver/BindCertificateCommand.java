// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.bindserver;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.hub.VirtualPrinterServer;
import io.kitty.hub.VirtualPrinterServer.Certificate;
import io.kitty.shell.ServiceLookup;
import io.kitty.shell.completion.SerialCompleter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Exports the certificate of a virtual printer, for slicers to trust. */
@Service
@Command(
    scope = "kitty",
    name = "bind-certificate",
    description = "Prints a virtual printer's certificate as PEM.")
public class BindCertificateCommand implements Action {

  @Reference private BundleContext bundles;

  @Argument(name = "serial", description = "The serial number; not needed where there is one only.")
  @Completion(SerialCompleter.class)
  private @Nullable String serial;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Override
  public @Nullable Object execute() throws JsonProcessingException {
    try (ServiceLookup<VirtualPrinterServer> printers =
        new ServiceLookup<>(bundles, VirtualPrinterServer.class)) {
      print(meant(certificates(printers.all())));
    }
    return null;
  }

  /** Returns the certificates of the running virtual printers by serial number. */
  private static List<Map.Entry<String, Certificate>> certificates(
      List<VirtualPrinterServer> printers) {
    List<Map.Entry<String, Certificate>> certificates = new ArrayList<>();
    for (VirtualPrinterServer printer : printers) {
      printer.certificate().ifPresent(held -> certificates.add(Map.entry(printer.serial(), held)));
    }
    certificates.sort(Map.Entry.comparingByKey());
    return certificates;
  }

  private Map.Entry<String, Certificate> meant(List<Map.Entry<String, Certificate>> running) {
    List<Map.Entry<String, Certificate>> meant =
        running.stream()
            .filter(each -> serial == null || serial.equalsIgnoreCase(each.getKey()))
            .toList();
    if (meant.size() != 1) {
      throw new IllegalArgumentException(
          running.isEmpty()
              ? "No virtual printer is running."
              : "Say which of them: "
                  + running.stream().map(Map.Entry::getKey).collect(joining(", ")));
    }
    return meant.get(0);
  }

  private void print(Map.Entry<String, Certificate> printer) throws JsonProcessingException {
    Certificate certificate = printer.getValue();
    if (json) {
      JsonMapper mapper = new JsonMapper();
      System.out.println(
          mapper.writeValueAsString(
              mapper
                  .createObjectNode()
                  .put("serial", printer.getKey())
                  .put("expires", certificate.expires().toString())
                  .put("pem", certificate.pem())));
    } else {
      System.out.print(certificate.pem());
    }
  }
}
