// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.bambu.printer.Printer;
import io.kitty.commons.DetectFrame;
import io.kitty.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message of the detect handshake, request or reply. A reply need not echo the sequence number: a
 * real printer does, as text, Bambuddy sends a number of its own.
 *
 * @param sequenceId the sequence number, which is text or a number
 * @param serial the serial number of the replying printer, {@code ""} in a request
 * @param fields the other members, under their field names
 */
public record DetectMessage(String sequenceId, String serial, Map<String, String> fields) {

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(16).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The members that describe the printer, and the field names for them. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("model", "model_code");
    FIELDS.put("name", "name");
    FIELDS.put("version", "version");
    FIELDS.put("connect", "connect");
    FIELDS.put("bind", "bind");
    FIELDS.put("dev_cap", "dev_cap");
  }

  /** Returns the framed request. */
  public static byte[] request(String sequenceId) {
    String text =
        "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"%s\"}}".formatted(sequenceId);
    return DetectFrame.encode(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Parses the text of a frame, which may be padded with NULs; empty if it is not part of this
   * handshake.
   */
  public static Optional<DetectMessage> parse(byte[] text) {
    int end = text.length;
    while (end > 0 && text[end - 1] == 0) {
      end--;
    }
    JsonNode login;
    try {
      login = JSON.readTree(text, 0, end).path("login");
    } catch (IOException e) {
      return Optional.empty();
    }
    if (!login.path("command").asText().equals("detect")) {
      return Optional.empty();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    FIELDS.forEach(
        (member, name) -> {
          String value = text(login.path(member));
          if (!value.isEmpty()) {
            fields.put(name, value);
          }
        });
    return Optional.of(
        new DetectMessage(
            text(login.path("sequence_id")),
            Printer.serial(text(login.path("id"))).orElse(""),
            fields));
  }

  /** Returns the replying printer; empty for a request. */
  Optional<Printer> printer() {
    return serial.isEmpty() ? Optional.empty() : Optional.of(new Printer(serial, fields));
  }

  private static String text(JsonNode node) {
    return node.isTextual() || node.isIntegralNumber()
        ? SafeText.clean(node.asText(), Printer.MAX_TEXT)
        : "";
  }
}
