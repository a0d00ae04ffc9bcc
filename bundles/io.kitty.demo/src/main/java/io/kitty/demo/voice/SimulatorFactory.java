// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All protocols that a machine may speak, by the word that stands for each in the cast. */
public final class SimulatorFactory {

  /** Makes a voice. */
  @FunctionalInterface
  private interface Maker {
    ProtocolSimulator make(SimulatedAddress place, JsonNode words, Supplier<String> status);
  }

  private static final Map<String, Maker> MAKERS =
      Map.of(
          "ankermake", (place, words, status) -> new AnkermakeSimulator(place, words),
          "bambu", (place, words, status) -> new BambuSimulator(place, words),
          "beacon", (place, words, status) -> new BeaconSimulator(place, words),
          "elegoo", ElegooSimulator::new,
          "flashforge", FlashforgeSimulator::new,
          "mdns", (place, words, status) -> new MdnsSimulator(place, words),
          "server", (place, words, status) -> new BroadcastServerSimulator(place, words),
          "snapmaker", SnapmakerSimulator::new,
          "ssdp", (place, words, status) -> new SsdpSimulator(place, words),
          "vault", (place, words, status) -> new MulticastAnnouncerSimulator(place, words));

  private SimulatorFactory() {}

  /** The words that stand for protocols. */
  public static Set<String> words() {
    return MAKERS.keySet();
  }

  /**
   * A voice that has not begun to speak.
   *
   * @param protocol the word that stands for the protocol
   * @param place where the machine is
   * @param words what it says
   * @param status what the machine is doing, in its own words
   */
  public static ProtocolSimulator of(
      String protocol, SimulatedAddress place, JsonNode words, Supplier<String> status) {
    Maker maker = MAKERS.get(protocol);
    if (maker == null) {
      throw new IllegalArgumentException(
          "no machine speaks " + protocol + "; there are " + words());
    }
    return maker.make(place, words, status);
  }
}
