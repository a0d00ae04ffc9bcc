// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.completion;

import io.kitty.hub.VirtualPrinterServer;
import io.kitty.shell.ServiceLookup;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes the serial numbers of the virtual printers. */
@Service
public class SerialCompleter implements Completer {

  @Reference private BundleContext bundles;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    try (ServiceLookup<VirtualPrinterServer> printers =
        new ServiceLookup<>(bundles, VirtualPrinterServer.class)) {
      List<String> serials =
          printers.all().stream()
              .map(VirtualPrinterServer::serial)
              .filter(serial -> !serial.isEmpty())
              .toList();
      return new StringsCompleter(serials).complete(session, line, candidates);
    }
  }
}
