// SPDX-License-Identifier: Apache-2.0
package io.kitty.creality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.commons.tcp.MachineConnection;
import io.kitty.commons.tcp.MachineConnector;
import io.kitty.commons.tcp.MachineWebSocket;
import io.kitty.device.Device;
import io.kitty.device.Sighting;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks printers that announce {@code _Creality-SERIAL._udp} for their status, over a WebSocket on
 * port 9999. They answer with several messages, each with some of the values (ha_creality_ws).
 */
final class CrealityReader implements StateReader {

  private static final Pattern TYPE =
      Pattern.compile("_creality-[a-z0-9]+\\._udp", Pattern.CASE_INSENSITIVE);

  private static final int PORT = 9999;
  private static final String REQUEST = "{\"method\":\"get\",\"params\":{\"ReqPrinterPara\":1}}";
  private static final String HEART_BEAT = "heart_beat";

  /** More than the values of a printer take. */
  private static final int MAX_MESSAGES = 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final MachineConnector connector;
  private final int port;

  CrealityReader(MachineConnector connector) {
    this(connector, PORT);
  }

  CrealityReader(MachineConnector connector, int port) {
    this.connector = connector;
    this.port = port;
  }

  @Override
  public Stream<PollTarget> targets(Device device) {
    return PollTarget.sighted(device, CrealityProvider.ID)
        .filter(CrealityReader::announces)
        .map(sighting -> PollTarget.of(sighting, port, ""));
  }

  /** The port of the announcement is that of multicast DNS. */
  private static boolean announces(Sighting sighting) {
    return sighting.services().stream().anyMatch(each -> TYPE.matcher(each.type()).matches());
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    return connector.connect(target.endpoint().address(), target.port(), CrealityReader::converse);
  }

  private static StateAnswer converse(MachineConnection connection) throws IOException {
    try (MachineWebSocket socket = MachineWebSocket.open(connection, "/")) {
      socket.send(REQUEST);
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < MAX_MESSAGES; i++) {
        JsonNode message = json(socket.receive());
        if (message.path("ModeCode").asText().equals(HEART_BEAT)) {
          socket.send("ok");
        }
        if (message instanceof ObjectNode some) {
          values.setAll(some);
        }
        if (CrealityStatus.isComplete(values)) {
          return CrealityStatus.read(values);
        }
      }
      throw new ProtocolException("no status among its messages");
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
