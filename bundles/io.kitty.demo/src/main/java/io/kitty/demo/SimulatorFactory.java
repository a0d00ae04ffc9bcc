// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.printer.AnkermakeSimulator;
import io.kitty.demo.printer.BambuSimulator;
import io.kitty.demo.printer.ElegooSimulator;
import io.kitty.demo.printer.FlashforgeSimulator;
import io.kitty.demo.printer.MoonrakerSimulator;
import io.kitty.demo.printer.SnapmakerSimulator;
import io.kitty.demo.protocol.BeaconSimulator;
import io.kitty.demo.protocol.BroadcastServerSimulator;
import io.kitty.demo.protocol.MdnsSimulator;
import io.kitty.demo.protocol.MulticastAnnouncerSimulator;
import io.kitty.demo.protocol.SsdpSimulator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All simulated protocols, by their words in the scenario. */
public final class SimulatorFactory {

  /** Creates a simulator. */
  @FunctionalInterface
  private interface Constructor {
    ProtocolSimulator create(SimulatedAddress host, JsonNode values, Supplier<String> status);
  }

  private static final Map<String, Constructor> CONSTRUCTORS =
      Map.ofEntries(
          Map.entry("ankermake", (host, values, status) -> new AnkermakeSimulator(host, values)),
          Map.entry("bambu", (host, values, status) -> new BambuSimulator(host, values)),
          Map.entry("beacon", (host, values, status) -> new BeaconSimulator(host, values)),
          Map.entry("elegoo", ElegooSimulator::new),
          Map.entry("flashforge", FlashforgeSimulator::new),
          Map.entry("mdns", (host, values, status) -> new MdnsSimulator(host, values)),
          Map.entry("moonraker", MoonrakerSimulator::new),
          Map.entry("server", (host, values, status) -> new BroadcastServerSimulator(host, values)),
          Map.entry("snapmaker", SnapmakerSimulator::new),
          Map.entry("ssdp", (host, values, status) -> new SsdpSimulator(host, values)),
          Map.entry(
              "vault", (host, values, status) -> new MulticastAnnouncerSimulator(host, values)));

  private SimulatorFactory() {}

  /** Returns the words of the protocols. */
  public static Set<String> protocols() {
    return CONSTRUCTORS.keySet();
  }

  /**
   * Returns a simulator that has not been started.
   *
   * @param protocol the word of the protocol
   * @param host the machine's address
   * @param values the machine's data
   * @param status the machine's current status
   */
  public static ProtocolSimulator of(
      String protocol, SimulatedAddress host, JsonNode values, Supplier<String> status) {
    Constructor constructor = CONSTRUCTORS.get(protocol);
    if (constructor == null) {
      throw new IllegalArgumentException(
          "no machine speaks " + protocol + "; there are " + protocols());
    }
    return constructor.create(host, values, status);
  }
}
