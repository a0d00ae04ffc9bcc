// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Offers the serial numbers of the virtual printers. */
@Service
public class SerialCompleter implements Completer {

  @Reference private List<BindServerProvider> providers;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> serials = providers.stream().map(provider -> provider.printer().serial()).toList();
    return new StringsCompleter(serials).complete(session, line, candidates);
  }
}
