// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.printer;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.identifier.Identifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says where the access code of a printer is entered, without which it tells no state, until
 * another protocol tells the state or says what is wrong with the code. Thread-safe.
 */
public final class KeyHint {

  private static final String OWN = "bambu";
  private static final String TEXT =
      "etc/io.kitty.bambu.state-NAME.cfg: serial and access.code of the printer";

  /** The serial numbers of present printers that need no hint, in upper case. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private KeyHint() {}

  /** Follows the printers until the context closes. */
  public static KeyHint start(DiscoveryContext context) {
    KeyHint hint = new KeyHint();
    context.follow(
        KeyHint::isKnown,
        device -> serials(device).forEach(hint.known::add),
        device -> serials(device).forEach(hint.known::remove));
    return hint;
  }

  private static boolean isKnown(Device device) {
    return device
        .sightings()
        .filter(each -> !each.source().id().equals(OWN))
        .map(each -> each.sighting().facts())
        .anyMatch(facts -> facts.containsKey(Fact.STATUS) || facts.containsKey(Fact.NEEDS_KEY));
  }

  private static Stream<String> serials(Device device) {
    return device.identifiers().stream()
        .filter(each -> each instanceof Identifier.Serial && each.namespace().equals(OWN))
        .map(Identifier::value);
  }

  /** Returns the hint for a printer; null if it needs none, for instance as it is no real one. */
  public @Nullable String of(Printer printer) {
    return printer.isVirtual() || known.contains(printer.serial()) ? null : TEXT;
  }
}
