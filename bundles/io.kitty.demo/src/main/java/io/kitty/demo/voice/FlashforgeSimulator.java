// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A FlashForge printer from the Adventurer 5M on: in a group it is asked with the address and port
 * where it shall answer, and answers 276 bytes (ddrmax/FF-VL-PP-RE, README;
 * GhostTypes/ff-5mp-api-py, test_discovery.py).
 */
final class FlashforgeSimulator implements ProtocolSimulator {

  static final InetAddress GROUP = LoopbackNetwork.address(225, 0, 0, 9);
  static final int PORT = 19000;

  private static final int QUESTION_SIZE = 8;
  private static final int ANSWER_SIZE = 276;
  private static final int NUMBERS_AT = 0x84;
  private static final int SERIAL_AT = 0x92;
  private static final int VENDOR = 0x2b71;
  private static final int CONTROL_PORT = 8899;
  private static final int HTTP_PORT = 8898;

  private final SimulatedAddress place;
  private final JsonNode words;
  private final Supplier<String> status;

  FlashforgeSimulator(SimulatedAddress place, JsonNode words, Supplier<String> status) {
    this.place = place;
    this.words = words;
    this.status = status;
  }

  @Override
  public void begin() throws IOException {
    place.join(GROUP, PORT, this::handle);
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    if (payload.length == QUESTION_SIZE) {
      ByteBuffer question = ByteBuffer.wrap(payload);
      byte[] address = new byte[4];
      question.get(address);
      int port = Short.toUnsignedInt(question.getShort());
      place.send(PORT, answer(), new InetSocketAddress(InetAddress.getByAddress(address), port));
    }
  }

  byte[] answer() {
    int product = words.path("product").asInt();
    ByteBuffer answer = ByteBuffer.allocate(ANSWER_SIZE);
    answer.put(words.path("name").asText().getBytes(UTF_8));
    answer.position(NUMBERS_AT);
    answer.putShort((short) CONTROL_PORT);
    answer.putShort((short) VENDOR);
    answer.putShort((short) product);
    answer.putShort((short) (status.get().equals("IDLE") ? 0 : 1));
    answer.putShort((short) product);
    answer.putShort((short) HTTP_PORT);
    answer.position(SERIAL_AT);
    answer.put(words.path("serial").asText().getBytes(UTF_8));
    return answer.array();
  }
}
