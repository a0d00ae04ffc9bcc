// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.commons.HostName;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The host names of this machine, read from the system where possible, without DNS. */
public final class OwnName {

  private OwnName() {}

  /** Returns the host name, with and without the domain, and the name for multicast DNS. */
  public static Set<String> all() {
    String name = HostName.get().toLowerCase(Locale.ROOT);
    String label = name.replaceFirst("\\..*", "");
    return label.isEmpty() ? Set.of() : Set.copyOf(List.of(name, label, label + ".local"));
  }
}
