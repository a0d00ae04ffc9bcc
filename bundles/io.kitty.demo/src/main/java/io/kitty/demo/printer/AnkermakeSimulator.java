// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.printer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An AnkerMake printer: it answers the search of PPPP with its number and nothing else
 * (ankermake-m5-protocol, specification/pppp.stf).
 */
public final class AnkermakeSimulator implements ProtocolSimulator {

  public static final int PORT = 32108;

  /** LAN_SEARCH. */
  public static final byte[] REQUEST = {(byte) 0xf1, 0x30, 0, 0};

  /** PUNCH_PKT and the size of its payload. */
  private static final int PUNCH_PACKET = 0xf1410014;

  private static final int SERIAL_AT = 12;

  private final SimulatedAddress host;
  private final JsonNode values;

  public AnkermakeSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    this.values = values;
  }

  @Override
  public void start() throws IOException {
    host.answer(PORT, REQUEST, this::answer);
  }

  byte[] answer() {
    return ByteBuffer.allocate(24)
        .putInt(PUNCH_PACKET)
        .put(values.path("prefix").asText().getBytes(US_ASCII))
        .position(SERIAL_AT)
        .putInt(values.path("number").asInt())
        .put(values.path("check").asText().getBytes(US_ASCII))
        .array();
  }
}
