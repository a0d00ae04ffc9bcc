// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.command;

import io.kitty.announce.AnnouncementMeter;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Offers the names of those who announce or listen. */
@Service
public class MeterCompleter implements Completer {

  @Reference(optional = true)
  private List<AnnouncementMeter> meters = List.of();

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> names = meters.stream().map(AnnouncementMeter::name).toList();
    return new StringsCompleter(names).complete(session, line, candidates);
  }
}
