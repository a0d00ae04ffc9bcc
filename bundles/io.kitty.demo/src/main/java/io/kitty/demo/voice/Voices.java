// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All protocols that a machine may speak, by the word that stands for each in the cast. */
public final class Voices {

  /** Makes a voice. */
  @FunctionalInterface
  private interface Maker {
    Voice make(Place place, JsonNode words, Supplier<String> status);
  }

  private static final Map<String, Maker> MAKERS =
      Map.of(
          "ankermake", (place, words, status) -> new AnkermakeVoice(place, words),
          "bambu", (place, words, status) -> new BambuVoice(place, words),
          "beacon", (place, words, status) -> new BeaconVoice(place, words),
          "elegoo", ElegooVoice::new,
          "flashforge", FlashforgeVoice::new,
          "mdns", (place, words, status) -> new MdnsVoice(place, words),
          "server", (place, words, status) -> new ServerVoice(place, words),
          "snapmaker", SnapmakerVoice::new,
          "ssdp", (place, words, status) -> new SsdpVoice(place, words),
          "vault", (place, words, status) -> new VaultVoice(place, words));

  private Voices() {}

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
  public static Voice of(String protocol, Place place, JsonNode words, Supplier<String> status) {
    Maker maker = MAKERS.get(protocol);
    if (maker == null) {
      throw new IllegalArgumentException(
          "no machine speaks " + protocol + "; there are " + words());
    }
    return maker.make(place, words, status);
  }
}
