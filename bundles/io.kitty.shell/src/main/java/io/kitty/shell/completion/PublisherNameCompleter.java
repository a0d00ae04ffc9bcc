// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.completion;

import io.kitty.announce.AnnouncementStats;
import io.kitty.shell.ServiceLookup;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes the names of publishers and listeners of announcements. */
@Service
public class PublisherNameCompleter implements Completer {

  @Reference private BundleContext bundles;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    try (ServiceLookup<AnnouncementStats> stats =
        new ServiceLookup<>(bundles, AnnouncementStats.class)) {
      List<String> names = stats.all().stream().map(AnnouncementStats::name).toList();
      return new StringsCompleter(names).complete(session, line, candidates);
    }
  }
}
