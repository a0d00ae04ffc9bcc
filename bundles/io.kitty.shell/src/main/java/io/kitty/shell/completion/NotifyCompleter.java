// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.completion;

import io.kitty.notification.NotificationTarget;
import io.kitty.notification.Notifications;
import io.kitty.shell.ServiceLookup;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes the second word of {@code kitty:notify}: targets to test, or lengths of a pause. */
@Service
public class NotifyCompleter implements Completer {

  private static final List<String> PAUSES = List.of("1h", "8h", "1d", "7d");

  @Reference private BundleContext bundles;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> words = Arrays.asList(line.getArguments());
    List<String> choices =
        words.contains("test") ? targets() : words.contains("pause") ? PAUSES : List.of();
    return new StringsCompleter(choices).complete(session, line, candidates);
  }

  private List<String> targets() {
    try (ServiceLookup<Notifications> notifications =
        new ServiceLookup<>(bundles, Notifications.class)) {
      return notifications.all().stream()
          .flatMap(each -> each.targets().stream())
          .map(NotificationTarget::name)
          .toList();
    }
  }
}
