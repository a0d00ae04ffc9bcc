// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.testkit.Links;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reads a folder of recorded packets with the production readers, and compares what they find with
 * the {@code expected.json} beside them.
 */
@EnabledIfSystemProperty(
    named = "kitty.corpus",
    matches = ".+",
    disabledReason = "-Dkitty.corpus=DIR names no folder of recorded packets")
class CorpusTest {

  private final SoftAssertions softly = new SoftAssertions();
  private final Map<String, Integer> skipped = new TreeMap<>();
  private int samples;
  private int fields;

  @Test
  void readsRecordedPackets() throws IOException {
    Path folder = Path.of(System.getProperty("kitty.corpus"));
    for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("expected.json").toFile())) {
      byte[] bytes = bytes(folder.resolve(entry.path("file").asText()));
      String protocol = entry.path("protocol").asText();
      switch (protocol) {
        case "bambu-ssdp" -> readAnnouncement(entry, bytes);
        case "bambu-detect" -> readDetect(entry, bytes);
        default -> skipped.merge(protocol, 1, Integer::sum);
      }
    }

    System.out.printf(
        "bambu corpus: %d samples read, %d fields compared, skipped: %s%n",
        samples, fields, skipped);
    softly.assertAll();
    assertThat(samples).as("samples of Bambu Lab in %s", folder).isPositive();
    assertThat(fields).as("fields compared in %s", folder).isPositive();
  }

  private void readAnnouncement(JsonNode entry, byte[] bytes) {
    compare(
        entry,
        AnnouncementParser.parse(bytes)
            .map(read -> found(read, entry.path("src").asText("192.0.2.77"))));
  }

  private static Map<String, @Nullable Object> found(Announcement read, String sender) {
    Map<String, @Nullable Object> found = new HashMap<>();
    found.put("kind", read.kind().name().toLowerCase(Locale.ROOT));
    found.put("st", read.type());
    found.put("max_age", read.maxAge());
    found.put("mx", read.mx());
    found.put("ip", read.address(Links.address(sender)).getHostAddress());
    Printer printer = read.printer();
    if (printer != null) {
      found.put("serial", printer.serial());
      addPrinter(found, printer);
    }
    return found;
  }

  private static void addPrinter(Map<String, @Nullable Object> found, Printer printer) {
    found.put("model", printer.model());
    for (String name :
        new String[] {
          "model_code", "name", "version", "connect", "bind", "seclink", "inf", "dev_cap", "signal"
        }) {
      found.put(name, printer.fields().get(name));
    }
  }

  private void readDetect(JsonNode entry, byte[] bytes) {
    Optional<DetectMessage> message = detect(bytes);
    compare(entry, message.map(CorpusTest::found));
    boolean question = message.isPresent() && message.get().printer().isEmpty();
    if (question && entry.path("expect").path("sequence_id").isTextual()) {
      fields++;
      softly
          .assertThat(DetectMessage.question(message.get().sequenceId()))
          .as("our own form of %s", entry.path("file").asText())
          .isEqualTo(bytes);
    }
  }

  private static Optional<DetectMessage> detect(byte[] bytes) {
    try {
      return DetectMessage.parse(DetectFrame.read(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Map<String, @Nullable Object> found(DetectMessage read) {
    Map<String, @Nullable Object> found = new HashMap<>();
    found.put("command", "detect");
    found.put("sequence_id", read.sequenceId());
    found.put("id", read.serial());
    addPrinter(found, new Printer(read.serial(), read.fields()));
    return found;
  }

  private void compare(JsonNode entry, Optional<Map<String, @Nullable Object>> read) {
    JsonNode expect = entry.path("expect");
    String file = entry.path("file").asText();
    samples++;
    boolean settled = !expect.path("accept").asText().equals("either");
    if (settled) {
      boolean accept = expect.path("accept").asBoolean() || expect.path("_request").asBoolean();
      softly.assertThat(read.isPresent()).as(file).isEqualTo(accept);
    }
    if (read.isEmpty() || (settled && !expect.path("accept").asBoolean())) {
      return;
    }
    expect
        .properties()
        .forEach(
            field -> {
              if (read.get().containsKey(field.getKey())) {
                fields++;
                Object value = read.get().get(field.getKey());
                softly
                    .assertThat(value == null || value.equals("") ? "null" : value.toString())
                    .as("%s of %s", field.getKey(), file)
                    .isEqualTo(field.getValue().asText());
              }
            });
  }

  private static byte[] bytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(".hex")
        ? HexFormat.of().parseHex(new String(bytes, StandardCharsets.US_ASCII).strip())
        : bytes;
  }
}
