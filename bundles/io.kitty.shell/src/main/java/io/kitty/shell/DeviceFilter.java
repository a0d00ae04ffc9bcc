// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.device.Device;
import io.kitty.device.Identifier;
import java.net.InetAddress;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses devices. What is null is not looked at; upper and lower case are the same.
 *
 * @param kind what sort of machine it is
 * @param status the machine's own state
 * @param source a protocol that knows it
 * @param text part of an id, name, address, identifier or fact
 */
record DeviceFilter(
    @Nullable String kind, @Nullable String status, @Nullable String source, @Nullable String text)
    implements Predicate<Device> {

  @Override
  public boolean test(Device device) {
    return (kind == null || kind.equalsIgnoreCase(device.kind()))
        && (status == null || status.equalsIgnoreCase(device.status()))
        && (source == null || knows(source, device))
        && (text == null || contains(text.toLowerCase(Locale.ROOT), device));
  }

  private static boolean knows(String protocol, Device device) {
    return sources(device).anyMatch(protocol::equalsIgnoreCase);
  }

  private static boolean contains(String part, Device device) {
    return Stream.of(
            Stream.of(device.id().value()),
            device.aliases().stream().map(alias -> alias.value()),
            device.addresses().stream().map(InetAddress::getHostAddress),
            device.identifiers().stream().map(Identifier::value),
            device.facts().values().stream())
        .flatMap(texts -> texts)
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(part));
  }

  /** The protocols that see the device; those that last saw it, once it has departed. */
  static Stream<String> sources(Device device) {
    return device.evidence().stream()
        .filter(evidence -> evidence.live() || !device.present())
        .map(evidence -> evidence.source().id())
        .distinct()
        .sorted();
  }
}
