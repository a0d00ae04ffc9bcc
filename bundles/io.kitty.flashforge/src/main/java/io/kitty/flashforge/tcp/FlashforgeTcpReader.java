// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.commons.tcp.MachineConnection;
import io.kitty.commons.tcp.MachineConnector;
import io.kitty.device.Device;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks printers at the control port of their reply to the search. Three commands are sent that read
 * (GhostTypes/ff-5mp-api-py), and no other one: {@code ~M601} would take control of the printer.
 */
final class FlashforgeTcpReader implements StateReader {

  private static final String SERVICE = "flashforge";

  private static final String INFO = "M115";
  private static final String STATUS = "M119";
  private static final String PROGRESS = "M27";

  private static final String END = "ok";
  private static final int MAX_LINES = 50;

  private final MachineConnector connector;

  FlashforgeTcpReader(MachineConnector connector) {
    this.connector = connector;
  }

  @Override
  public Stream<PollTarget> targets(Device device) {
    return PollTarget.announced(
        device, FlashforgeTcpProvider.ID, service -> service.type().equals(SERVICE), service -> "");
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    return connector.connect(
        target.endpoint().address(), target.port(), FlashforgeTcpReader::converse);
  }

  private static StateAnswer converse(MachineConnection connection) throws IOException {
    List<String> info = send(connection, INFO);
    List<String> status = send(connection, STATUS);
    return FlashforgeTcpStatus.read(info, status, send(connection, PROGRESS));
  }

  /** Returns the lines of the answer to a command, up to the one that says it is complete. */
  private static List<String> send(MachineConnection connection, String command)
      throws IOException {
    connection.write(("~" + command + "\r\n").getBytes(US_ASCII));
    List<String> lines = new ArrayList<>();
    while (lines.size() < MAX_LINES) {
      String line = new String(connection.line().getBytes(ISO_8859_1), UTF_8).strip();
      if (line.equals(END)) {
        return lines;
      }
      lines.add(line);
    }
    throw new ProtocolException("an answer has too many lines");
  }
}
