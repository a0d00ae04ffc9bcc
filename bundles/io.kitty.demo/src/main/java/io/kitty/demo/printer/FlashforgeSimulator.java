// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.printer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.print.PrintState;
import io.kitty.state.DeviceStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A FlashForge printer from the Adventurer 5M on: it receives requests in a group, with the address
 * and port to reply to, and replies with 276 bytes (ddrmax/FF-VL-PP-RE, README;
 * GhostTypes/ff-5mp-api-py, test_discovery.py).
 */
public final class FlashforgeSimulator implements ProtocolSimulator {

  static final InetAddress GROUP = LoopbackNetwork.address(225, 0, 0, 9);
  static final int PORT = 19000;

  private static final int REQUEST_SIZE = 8;
  private static final int REPLY_SIZE = 276;
  private static final int NUMBERS_AT = 0x84;
  private static final int SERIAL_AT = 0x92;
  private static final int VENDOR = 0x2b71;
  private static final int CONTROL_PORT = 8899;
  private static final int HTTP_PORT = 8898;

  private static final int READY = 0;
  private static final int BUSY = 1;
  private static final int ERROR = 2;

  private final SimulatedAddress host;
  private final JsonNode values;
  private final Supplier<PrintState> print;

  public FlashforgeSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    this.host = host;
    this.values = values;
    this.print = print;
  }

  @Override
  public void start() throws IOException {
    host.join(GROUP, PORT, this::handle);
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    if (payload.length == REQUEST_SIZE) {
      ByteBuffer question = ByteBuffer.wrap(payload);
      byte[] address = new byte[4];
      question.get(address);
      int port = Short.toUnsignedInt(question.getShort());
      host.send(PORT, answer(), new InetSocketAddress(InetAddress.getByAddress(address), port));
    }
  }

  public byte[] answer() {
    int product = values.path("product").asInt();
    ByteBuffer answer = ByteBuffer.allocate(REPLY_SIZE);
    answer.put(values.path("name").asText().getBytes(UTF_8));
    answer.position(NUMBERS_AT);
    answer.putShort((short) CONTROL_PORT);
    answer.putShort((short) VENDOR);
    answer.putShort((short) product);
    answer.putShort((short) 0);
    answer.putShort((short) product);
    answer.putShort((short) HTTP_PORT);
    answer.putShort((short) status(print.get()));
    answer.position(SERIAL_AT);
    answer.put(values.path("serial").asText().getBytes(UTF_8));
    return answer.array();
  }

  private static int status(PrintState now) {
    if (now.status() == DeviceStatus.ERROR) {
      return ERROR;
    }
    return now.working() ? BUSY : READY;
  }
}
