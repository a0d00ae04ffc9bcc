// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.device.Endpoint;
import io.kitty.discovery.DiscoveryContext;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The hint that printers refuse to answer without a key. Nothing failed: Moonraker answers only
 * those that its owner trusts. Thread-safe.
 */
final class KeyHint {

  private static final int MAX_LISTED = 5;

  private final DiscoveryContext context;
  private final Set<Endpoint> refusing =
      new TreeSet<>(
          Comparator.comparing((Endpoint each) -> each.address().getHostAddress())
              .thenComparing(Endpoint::interfaceName));

  KeyHint(DiscoveryContext context) {
    this.context = context;
  }

  /** Records whether a printer wants a key. */
  synchronized void needsKey(Endpoint printer, boolean needs) {
    boolean changed = needs ? refusing.add(printer) : refusing.remove(printer);
    if (changed) {
      show(printer.interfaceName());
    }
  }

  private void show(String interfaceName) {
    List<String> addresses =
        refusing.stream()
            .filter(each -> each.interfaceName().equals(interfaceName))
            .map(each -> each.address().getHostAddress())
            .toList();
    String listed = addresses.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
    int more = addresses.size() - MAX_LISTED;
    context.hint(
        interfaceName,
        addresses.isEmpty()
            ? null
            : "needs a key: "
                + listed
                + (more > 0 ? " and " + more + " more" : "")
                + "; add this hub to trusted_clients in moonraker.conf there");
  }
}
