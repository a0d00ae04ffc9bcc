// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.announce.AnnouncementMeter;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Offers the names of those who announce or listen. It asks each time: the console makes one
 * completer for all, and would hand it those that are there at that moment.
 */
@Service
public class MeterCompleter implements Completer {

  @Reference private BundleContext context;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    return new StringsCompleter(names()).complete(session, line, candidates);
  }

  private List<String> names() {
    try {
      return context.getServiceReferences(AnnouncementMeter.class, null).stream()
          .map(meter -> String.valueOf(meter.getProperty("name")))
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e); // there is no filter
    }
  }
}
