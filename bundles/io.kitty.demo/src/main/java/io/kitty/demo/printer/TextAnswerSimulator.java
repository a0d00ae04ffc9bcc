// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.printer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.print.PrintState;
import java.io.IOException;
import java.util.function.Supplier;

/** A printer that answers one request with a text, in which its status may be. */
abstract class TextAnswerSimulator implements ProtocolSimulator {

  final SimulatedAddress host;
  final JsonNode values;
  final Supplier<PrintState> print;

  TextAnswerSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    this.host = host;
    this.values = values;
    this.print = print;
  }

  /** Starts to answer a request, which comes to a port as the whole datagram. */
  final void answer(int port, byte[] request) throws IOException {
    host.answer(port, request, () -> answer().getBytes(UTF_8));
  }

  /** Returns the answer as of now. */
  public abstract String answer();
}
