// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.beacon.Beacon.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
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
      if (protocol.equals("woot")) {
        read(entry, bytes);
      } else {
        skipped.merge(protocol, 1, Integer::sum);
      }
    }

    System.out.printf(
        "beacon corpus: %d samples read, %d fields compared, skipped: %s%n",
        samples, fields, skipped);
    softly.assertAll();
    assertThat(samples).as("samples of beacons in %s", folder).isPositive();
    assertThat(fields).as("fields compared in %s", folder).isPositive();
  }

  private void read(JsonNode entry, byte[] bytes) {
    String service = "_woot._tcp.local.";
    compare(
        entry,
        Beacon.parse(bytes, service).map(beacon -> found(beacon, entry.path("src").asText())));
  }

  private static Map<String, @Nullable Object> found(Beacon read, String sender) {
    Map<String, @Nullable Object> found = new HashMap<>();
    found.put("port", read.port());
    found.put("host", read.host());
    found.put("status", read.status());
    found.put("action", read.status() == Status.DOWN ? "remove" : "add");
    found.put("ip", sender);
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
