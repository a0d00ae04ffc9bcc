// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.mqtt.BambuBroker;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.print.PrintState;
import io.kitty.demo.printer.AnkermakeSimulator;
import io.kitty.demo.printer.BambuSimulator;
import io.kitty.demo.printer.ElegooSimulator;
import io.kitty.demo.printer.FlashforgeSimulator;
import io.kitty.demo.printer.SnapmakerSimulator;
import io.kitty.demo.protocol.BeaconSimulator;
import io.kitty.demo.protocol.BroadcastServerSimulator;
import io.kitty.demo.protocol.MdnsSimulator;
import io.kitty.demo.protocol.MulticastAnnouncerSimulator;
import io.kitty.demo.protocol.SsdpSimulator;
import io.kitty.demo.web.IppSimulator;
import io.kitty.demo.web.MoonrakerSimulator;
import io.kitty.demo.web.OctoPrintSimulator;
import io.kitty.demo.web.PrusaLinkSimulator;
import io.kitty.demo.web.UltimakerSimulator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All simulated protocols, by their words in the scenario. */
public final class SimulatorFactory {

  /** Creates a simulator. */
  @FunctionalInterface
  private interface Constructor {
    ProtocolSimulator create(SimulatedAddress host, JsonNode values, Supplier<PrintState> print);
  }

  private static final Map<String, Constructor> CONSTRUCTORS =
      Map.ofEntries(
          Map.entry("ankermake", (host, values, print) -> new AnkermakeSimulator(host, values)),
          Map.entry("bambu", (host, values, print) -> new BambuSimulator(host, values)),
          Map.entry("beacon", (host, values, print) -> new BeaconSimulator(host, values)),
          Map.entry("elegoo", ElegooSimulator::new),
          Map.entry("flashforge", FlashforgeSimulator::new),
          Map.entry("ipp", IppSimulator::new),
          Map.entry("mdns", (host, values, print) -> new MdnsSimulator(host, values)),
          Map.entry("moonraker", (host, values, print) -> new MoonrakerSimulator(host, print)),
          Map.entry("mqtt", BambuBroker::new),
          Map.entry("octoprint", OctoPrintSimulator::new),
          Map.entry("prusalink", PrusaLinkSimulator::new),
          Map.entry("server", (host, values, print) -> new BroadcastServerSimulator(host, values)),
          Map.entry("snapmaker", SnapmakerSimulator::new),
          Map.entry("ssdp", (host, values, print) -> new SsdpSimulator(host, values)),
          Map.entry("ultimaker", UltimakerSimulator::new),
          Map.entry(
              "vault", (host, values, print) -> new MulticastAnnouncerSimulator(host, values)));

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
   * @param print returns what the machine is doing; called in any thread
   */
  public static ProtocolSimulator of(
      String protocol, SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    Constructor constructor = CONSTRUCTORS.get(protocol);
    if (constructor == null) {
      throw new IllegalArgumentException(
          "no machine speaks " + protocol + "; there are " + protocols());
    }
    return constructor.create(host, values, print);
  }
}
