// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The device and service types that one UDN announces, and those that it has withdrawn since. Both
 * are bounded.
 */
final class NotificationTypes {

  private static final int MAX_TYPES = 32;
  private static final int MAX_LENGTH = 128;

  private final Set<String> announced = new HashSet<>();
  private final Set<String> withdrawn = new HashSet<>();

  void add(String type) {
    String normal = type.toLowerCase(Locale.ROOT);
    withdrawn.remove(normal);
    keep(announced, normal);
  }

  void withdraw(String type) {
    String normal = type.toLowerCase(Locale.ROOT);
    announced.remove(normal);
    keep(withdrawn, normal);
  }

  boolean isWithdrawn(String type) {
    return withdrawn.contains(type.toLowerCase(Locale.ROOT));
  }

  /** Returns whether none of the announced types is left. */
  boolean isEmpty() {
    return announced.isEmpty();
  }

  private static void keep(Set<String> types, String type) {
    if (types.size() < MAX_TYPES && type.length() <= MAX_LENGTH) {
      types.add(type);
    }
  }
}
