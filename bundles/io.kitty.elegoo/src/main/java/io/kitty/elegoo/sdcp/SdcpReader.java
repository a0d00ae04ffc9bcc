// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo.sdcp;

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
import io.kitty.commons.tcp.MachineWebSocket.RefusedException;
import io.kitty.device.Device;
import io.kitty.identifier.Identifier;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks printers with SDCP V3, by the service that their reply to the search has, for their status:
 * command 0 over a WebSocket at {@code /websocket} (cbd-tech, SDCP V3.0.0).
 */
final class SdcpReader implements StateReader {

  private static final String SERVICE = "sdcp";
  private static final String NAMESPACE = "elegoo";
  private static final String PATH = "/websocket";

  /** Printers also send attributes and responses; this is more than before any status. */
  private static final int MAX_MESSAGES = 20;

  private static final int TOO_MANY_CLIENTS = 500;

  private static final JsonMapper JSON = new JsonMapper();

  private final MachineConnector connector;

  SdcpReader(MachineConnector connector) {
    this.connector = connector;
  }

  @Override
  public Stream<PollTarget> targets(Device device) {
    return PollTarget.announced(
            device, SdcpProvider.ID, service -> service.type().equals(SERVICE), service -> "")
        .filter(target -> mainboard(target).isPresent());
  }

  private static Optional<String> mainboard(PollTarget target) {
    return target.identifiers().stream()
        .filter(Identifier.Serial.class::isInstance)
        .filter(serial -> serial.namespace().equals(NAMESPACE))
        .map(Identifier::value)
        .findFirst();
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    String mainboard = mainboard(target).orElseThrow();
    return connector.connect(
        target.endpoint().address(), target.port(), connection -> converse(connection, mainboard));
  }

  /**
   * A printer that has too many clients already answers 500, to everybody, until it is restarted
   * (elegooofficial/CentauriCarbon issue 30): it is asked again as late as possible.
   */
  private static StateAnswer converse(MachineConnection connection, String mainboard)
      throws IOException {
    try (MachineWebSocket socket = MachineWebSocket.open(connection, PATH)) {
      socket.send(request(mainboard).toString());
      return SdcpStatus.read(status(socket, "sdcp/status/" + mainboard));
    } catch (RefusedException e) {
      if (e.status() == TOO_MANY_CLIENTS) {
        return StateAnswer.refused(
            sighting -> sighting.attribute("sdcp", "too many clients; restart the printer"));
      }
      throw e;
    }
  }

  private static ObjectNode request(String mainboard) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("Id", UUID.randomUUID().toString());
    ObjectNode data = request.putObject("Data");
    data.put("Cmd", 0).putObject("Data");
    data.put("RequestID", UUID.randomUUID().toString().replace("-", ""))
        .put("MainboardID", mainboard)
        .put("TimeStamp", Instant.now().getEpochSecond())
        .put("From", 0);
    return request.put("Topic", "sdcp/request/" + mainboard);
  }

  private static JsonNode status(MachineWebSocket socket, String topic) throws IOException {
    for (int i = 0; i < MAX_MESSAGES; i++) {
      JsonNode message = json(socket.receive());
      if (message.path("Topic").asText().equals(topic) && message.path("Status").isObject()) {
        return message.path("Status");
      }
    }
    throw new ProtocolException("no status among its messages");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
