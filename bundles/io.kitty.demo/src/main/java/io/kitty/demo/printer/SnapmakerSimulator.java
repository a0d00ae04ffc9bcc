// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.printer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.print.PrintState;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A Snapmaker: it answers the eight bytes {@code discover} (Snapmaker-Artisan-Screen-App,
 * DiscoverServer.java). One with SACP reports that, and not its status.
 */
public final class SnapmakerSimulator extends TextAnswerSimulator {

  public static final int PORT = 20054;
  public static final byte[] REQUEST = "discover".getBytes(UTF_8);

  public SnapmakerSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    super(host, values, print);
  }

  @Override
  public void start() throws IOException {
    answer(PORT, REQUEST);
  }

  @Override
  public String answer() {
    String last = values.path("sacp").asBoolean() ? "SACP:1" : "status:" + word(print.get());
    return "%s@%s|model:%s|%s"
        .formatted(values.path("name").asText(), host.ip(), values.path("model").asText(), last);
  }

  /** Its firmware has three words. */
  private static String word(PrintState now) {
    return switch (now.status()) {
      case PREPARING, RUNNING -> "RUNNING";
      case PAUSED -> "PAUSED";
      default -> "IDLE";
    };
  }
}
