// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.bindserver.limit.RejectReason;
import io.kitty.bindserver.limit.RejectedException;
import io.kitty.bindserver.tcp.RequestHandler;
import java.io.IOException;

/**
 * Answers the request {@code {"login":{"command":"detect","sequence_id":"20004"}}} with the
 * printer's identity (sksat/bambu-rs, docs/protocol.md, from a capture). A real printer does not
 * answer anything else.
 */
final class DetectHandler implements RequestHandler {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final VirtualPrinter printer;

  DetectHandler(VirtualPrinter printer) {
    this.printer = printer;
  }

  @Override
  public byte[] reply(byte[] request) throws RejectedException {
    JsonNode login = parse(request).path("login");
    JsonNode command = login.path("command");
    JsonNode sequence = login.path("sequence_id");
    if (!login.isObject() || !command.isTextual() || sequence.isContainerNode()) {
      throw new RejectedException(RejectReason.JSON);
    }
    if (!command.textValue().equals("detect")) {
      throw new RejectedException(RejectReason.COMMAND);
    }
    try {
      return JSON.writeValueAsBytes(reply(sequence));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The frame may be padded with NULs. */
  private static JsonNode parse(byte[] request) throws RejectedException {
    int end = request.length;
    while (end > 0 && request[end - 1] == 0) {
      end--;
    }
    try {
      return JSON.readTree(request, 0, end);
    } catch (IOException | NumberFormatException e) { // the latter for a long exponent
      throw new RejectedException(RejectReason.JSON);
    }
  }

  /** The order of the fields is that captured from an A1 mini; the id is repeated with its type. */
  private JsonNode reply(JsonNode sequence) {
    ObjectNode reply = JSON.createObjectNode();
    ObjectNode login = reply.putObject("login").put("command", "detect");
    if (!sequence.isMissingNode()) {
      login.set("sequence_id", sequence);
    }
    login
        .put("id", printer.serial())
        .put("model", printer.model())
        .put("name", printer.name())
        .put("version", printer.version())
        .put("bind", printer.bind())
        .put("connect", printer.connect())
        .put("dev_cap", 1);
    return reply;
  }
}
