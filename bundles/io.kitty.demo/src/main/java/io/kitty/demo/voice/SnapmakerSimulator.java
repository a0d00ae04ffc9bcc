// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A Snapmaker: it answers the eight bytes {@code discover} (Snapmaker-Artisan-Screen-App,
 * DiscoverServer.java). One that speaks SACP says so, and not what it is doing.
 */
final class SnapmakerSimulator implements ProtocolSimulator {

  static final int PORT = 20054;
  static final byte[] QUESTION = "discover".getBytes(UTF_8);

  private final SimulatedAddress place;
  private final JsonNode words;
  private final Supplier<String> status;

  SnapmakerSimulator(SimulatedAddress place, JsonNode words, Supplier<String> status) {
    this.place = place;
    this.words = words;
    this.status = status;
  }

  @Override
  public void begin() throws IOException {
    place.listenToAll(PORT, this::handle);
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    if (Arrays.equals(payload, QUESTION)) {
      place.send(PORT, answer().getBytes(UTF_8), from);
    }
  }

  String answer() {
    String last = words.path("sacp").asBoolean() ? "SACP:1" : "status:" + status.get();
    return "%s@%s|model:%s|%s"
        .formatted(words.path("name").asText(), place.ip(), words.path("model").asText(), last);
  }
}
