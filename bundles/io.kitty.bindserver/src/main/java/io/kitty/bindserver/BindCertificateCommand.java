// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Exports the certificate of a virtual printer, which slicers have to be told to trust. */
@Service
@Command(
    scope = "kitty",
    name = "bind-certificate",
    description = "Prints the certificate of a virtual printer as PEM.")
public class BindCertificateCommand implements Action {

  @Reference private List<BindServerProvider> providers;

  @Argument(name = "serial", description = "The serial number; not needed where there is one only.")
  @Completion(SerialCompleter.class)
  private @Nullable String serial;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Override
  public @Nullable Object execute() throws GeneralSecurityException, JsonProcessingException {
    List<Desk> running =
        providers.stream().flatMap(provider -> provider.desk().stream()).distinct().toList();
    List<Desk> meant =
        running.stream()
            .filter(desk -> serial == null || serial.equalsIgnoreCase(desk.printer().serial()))
            .toList();
    if (meant.size() != 1) {
      throw new IllegalArgumentException(
          running.isEmpty()
              ? "No virtual printer is running."
              : "Say which of them: "
                  + running.stream().map(desk -> desk.printer().serial()).collect(joining(", ")));
    }
    Desk desk = meant.get(0);
    String pem = desk.identity().pem();
    if (json) {
      JsonMapper mapper = new JsonMapper();
      System.out.println(
          mapper.writeValueAsString(
              mapper
                  .createObjectNode()
                  .put("serial", desk.printer().serial())
                  .put(
                      "expires", desk.identity().certificate().getNotAfter().toInstant().toString())
                  .put("pem", pem)));
    } else {
      System.out.print(pem);
    }
    return null;
  }
}
