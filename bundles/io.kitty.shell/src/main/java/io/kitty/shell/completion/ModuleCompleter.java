// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.completion;

import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the ids of modules. */
@Service
public class ModuleCompleter implements Completer {

  @Reference private Hub hub;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> values = hub.modules().stream().map(ModuleStatus::id).toList();
    return new StringsCompleter(values).complete(session, line, candidates);
  }
}
