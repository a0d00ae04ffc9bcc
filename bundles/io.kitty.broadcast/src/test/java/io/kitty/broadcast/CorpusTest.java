// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reads a folder of recorded packets with the production reader, and compares what it makes of them
 * with the {@code expected.json} beside them.
 */
@EnabledIfSystemProperty(
    named = "kitty.corpus",
    matches = ".+",
    disabledReason = "-Dkitty.corpus=DIR names no folder of recorded packets")
class CorpusTest {

  /** What this protocol keeps of an answer. */
  private static final Set<String> KEPT = Set.of("ip", "port", "source", "claimed_ip", "response");

  private final SoftAssertions softly = new SoftAssertions();
  private final Map<String, Integer> skipped = new TreeMap<>();
  private int samples;
  private int fields;

  @Test
  void readsRecordedPackets() throws IOException {
    Path folder = Path.of(System.getProperty("kitty.corpus"));
    for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("expected.json").toFile())) {
      String protocol = entry.path("protocol").asText();
      if (protocol.equals("django-udp-discovery")) {
        read(entry, bytes(folder.resolve(entry.path("file").asText())));
      } else {
        skipped.merge(protocol, 1, Integer::sum);
      }
    }

    System.out.printf(
        "broadcast corpus: %d samples read, %d fields compared, skipped: %s%n",
        samples, fields, skipped);
    softly.assertAll();
    assertThat(samples).as("samples of broadcast discovery in %s", folder).isPositive();
    assertThat(fields).as("fields compared in %s", folder).isPositive();
  }

  private void read(JsonNode entry, byte[] bytes) throws IOException {
    JsonNode expect = entry.path("expect");
    String file = entry.path("file").asText();
    samples++;
    if (expect.path("_request").asBoolean()) {
      softly
          .assertThat(Settings.defaults().message())
          .as(file)
          .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
      return;
    }
    Optional<Answer> answer =
        Answer.parse(bytes, Settings.defaults().prefix(), Settings.defaults().default_port());
    if (expect.path("accept").isBoolean()) {
      softly.assertThat(answer.isPresent()).as(file).isEqualTo(expect.path("accept").asBoolean());
    }
    if (answer.isPresent() && !expect.path("accept").asText().equals("false")) {
      compare(file, expect, sighting(entry, answer.get()));
    }
  }

  private static Sighting sighting(JsonNode entry, Answer answer) throws IOException {
    InetAddress sender = InetAddress.getByName(entry.path("src").asText());
    return Sightings.of(answer, new Endpoint(sender, "eth0"), Duration.ofMinutes(1), List.of());
  }

  private void compare(String file, JsonNode expect, Sighting sighting) {
    expect
        .properties()
        .forEach(
            field -> {
              if (KEPT.contains(field.getKey())) {
                fields++;
                softly
                    .assertThat(String.valueOf(sighting.attributes().get(field.getKey())))
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
