// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.ssdp.SsdpMessage.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
      read(folder, entry);
    }

    System.out.printf(
        "ssdp corpus: %d samples read, %d fields compared, skipped: %s%n",
        samples, fields, skipped);
    softly.assertAll();
    assertThat(samples).as("samples of SSDP in %s", folder).isPositive();
    assertThat(fields).as("fields compared in %s", folder).isPositive();
  }

  private void read(Path folder, JsonNode entry) throws IOException {
    String protocol = entry.path("protocol").asText();
    byte[] bytes = bytes(folder.resolve(entry.path("file").asText()));
    switch (protocol) {
      case "ssdp" -> readMessage(entry, bytes);
      case "upnp-description" -> readDescription(entry, bytes);
      default -> {
        if (isUpnp(entry)) {
          read(entry, SsdpParser.parse(bytes).filter(SsdpMessage::isDevice).isPresent(), true);
        } else {
          skipped.merge(protocol, 1, Integer::sum);
        }
      }
    }
  }

  private static boolean isUpnp(JsonNode entry) {
    return entry.path("expect").path("as_upnp").asBoolean()
        || entry.path("note").asText().contains("as_upnp: true");
  }

  private void readMessage(JsonNode entry, byte[] bytes) throws IOException {
    JsonNode expect = entry.path("expect");
    if (expect.path("_request").asBoolean()) {
      Search search = Search.of(expect.path("st").asText(), expect.path("mx").asInt());
      read(entry, search.packets().stream().anyMatch(p -> same(p.payload(), bytes)), true);
      return;
    }
    Optional<SsdpMessage> message =
        SsdpParser.parse(bytes).filter(each -> each.kind() == Kind.MSEARCH || each.isDevice());
    if (!expect.path("accept").asText().equals("either")) {
      read(entry, message.isPresent(), expect.path("accept").asBoolean());
    }
    if (expect.path("accept").asBoolean() && message.isPresent()) {
      compare(entry, found(message.get()));
      if (expect.has("fetch")) {
        InetAddress sender = InetAddress.getByName(entry.path("src").asText());
        boolean fetch = Location.of(message.get().location(), sender).isPresent();
        fields++;
        softly
            .assertThat(fetch)
            .as("fetch of %s", entry.path("file").asText())
            .isEqualTo(expect.path("fetch").asBoolean());
      }
    }
  }

  private static Map<String, @Nullable Object> found(SsdpMessage message) {
    Map<String, @Nullable Object> found = new HashMap<>();
    found.put("kind", message.kind().name().toLowerCase(Locale.ROOT));
    found.put("usn", message.usn());
    found.put("udn", message.udn());
    found.put(
        message.kind() == Kind.RESPONSE || message.kind() == Kind.MSEARCH ? "st" : "nt",
        message.type());
    found.put("location", message.location());
    found.put("server", message.server());
    found.put("max_age", message.maxAge());
    found.put("bootid", message.bootId());
    found.put("configid", message.configId());
    found.put("mx", message.mx());
    return found;
  }

  private void readDescription(JsonNode entry, byte[] bytes) {
    Optional<Description> description = DescriptionParser.parse(bytes);
    read(entry, description.isPresent(), entry.path("expect").path("accept").asBoolean());
    description.ifPresent(each -> compare(entry, new HashMap<>(each.fields())));
  }

  private void read(JsonNode entry, boolean actual, boolean expected) {
    samples++;
    softly.assertThat(actual).as(entry.path("file").asText()).isEqualTo(expected);
  }

  private void compare(JsonNode entry, Map<String, @Nullable Object> found) {
    entry
        .path("expect")
        .properties()
        .forEach(
            field -> {
              if (found.containsKey(field.getKey())) {
                fields++;
                Object value = found.get(field.getKey());
                softly
                    .assertThat(value == null || value.equals("") ? "null" : value.toString())
                    .as("%s of %s", field.getKey(), entry.path("file").asText())
                    .isEqualTo(field.getValue().asText());
              }
            });
  }

  private static boolean same(byte[] one, byte[] other) {
    return Arrays.equals(one, other);
  }

  private static byte[] bytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(".hex")
        ? HexFormat.of().parseHex(new String(bytes, StandardCharsets.US_ASCII).strip())
        : bytes;
  }
}
