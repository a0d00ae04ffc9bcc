// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.completion;

import io.kitty.device.Device;
import io.kitty.hub.Hub;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the kinds of devices. */
@Service
public class KindCompleter implements Completer {

  @Reference private Hub hub;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> values = hub.devices().stream().map(Device::kind).toList();
    return new StringsCompleter(values).complete(session, line, candidates);
  }
}
