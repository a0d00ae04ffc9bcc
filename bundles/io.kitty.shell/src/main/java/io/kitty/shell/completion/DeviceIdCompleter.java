// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.completion;

import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the ids and aliases of all devices. */
@Service
public class DeviceIdCompleter implements Completer {

  @Reference private Hub hub;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> values =
        hub.devices().stream()
            .flatMap(device -> Stream.concat(Stream.of(device.id()), device.aliases().stream()))
            .map(DeviceId::value)
            .toList();
    return new StringsCompleter(values).complete(session, line, candidates);
  }
}
