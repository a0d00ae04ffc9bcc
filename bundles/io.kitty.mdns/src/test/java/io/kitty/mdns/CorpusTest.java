// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Endpoint;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reads a folder of recorded packets with the production reader, and compares what it finds with
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
      String protocol = entry.path("protocol").asText();
      if (protocol.equals("mdns")) {
        read(entry, bytes(folder.resolve(entry.path("file").asText())));
      } else {
        skipped.merge(protocol, 1, Integer::sum);
      }
    }

    System.out.printf(
        "mdns corpus: %d samples read, %d fields compared, skipped: %s%n",
        samples, fields, skipped);
    softly.assertAll();
    assertThat(samples).as("samples of mDNS in %s", folder).isPositive();
    assertThat(fields).as("fields compared in %s", folder).isPositive();
  }

  private void read(JsonNode entry, byte[] bytes) throws IOException {
    JsonNode expect = entry.path("expect");
    Optional<Message> message = MessageReader.read(bytes);
    samples++;
    if (expect.path("_request").asBoolean()) {
      softly.assertThat(message.map(Message::response)).as(file(entry)).contains(false);
      return;
    }
    if (!expect.path("accept").asText().equals("either")) {
      softly
          .assertThat(message.isPresent())
          .as(file(entry))
          .isEqualTo(expect.path("accept").asBoolean());
    }
    if (expect.path("accept").asBoolean() && message.isPresent()) {
      compare(entry, found(message.get(), InetAddress.getByName(entry.path("src").asText())));
    }
  }

  private static Map<String, Object> found(Message message, InetAddress source) {
    Map<String, Object> found = new HashMap<>();
    found.put("kind", kind(message));
    message.records().stream()
        .filter(ResourceRecord.Pointer.class::isInstance)
        .findFirst()
        .ifPresent(
            each -> {
              found.put("ttl", each.validity().ttl());
              ServiceName.of(((ResourceRecord.Pointer) each).target())
                  .ifPresent(
                      name -> {
                        found.put("service", name.type());
                        found.put("instance", name.instance());
                      });
            });
    Zone zone = new Zone();
    zone.hear(message, source, 0);
    TreeSet<String> types = new TreeSet<>();
    zone.types().forEach(type -> types.add(type + ".local"));
    found.put("types", types);
    zone.hosts().stream()
        .map(host -> new Portrait(host, new Addresses("eth0", null), 0))
        .filter(portrait -> !portrait.isEmpty())
        .map(portrait -> portrait.at(new Endpoint(source, "eth0")))
        .findFirst()
        .ifPresent(sighting -> found.putAll(fields(sighting)));
    return found;
  }

  private static String kind(Message message) {
    boolean goodbye =
        !message.records().isEmpty()
            && message.records().stream().allMatch(each -> each.validity().goodbye());
    return message.response() ? (goodbye ? "goodbye" : "response") : "query";
  }

  private static Map<String, Object> fields(Sighting sighting) {
    Map<String, Object> fields = new HashMap<>(sighting.attributes());
    fields.putIfAbsent("ip", "null");
    Map<String, String> txt = new TreeMap<>();
    sighting.services().stream().map(Service::txt).forEach(txt::putAll);
    sighting.readings().forEach((key, value) -> txt.put(key, value.toString()));
    fields.put("txt", txt);
    return fields;
  }

  private void compare(JsonNode entry, Map<String, Object> found) {
    entry
        .path("expect")
        .properties()
        .forEach(
            field -> {
              Object value = found.get(field.getKey());
              String where = field.getKey() + " of " + file(entry);
              if (value instanceof Map<?, ?> txt) {
                comparePairs(where, txt, field.getValue());
              } else if (value instanceof TreeSet<?> types) {
                TreeSet<String> expected = new TreeSet<>();
                field.getValue().forEach(type -> expected.add(type.asText()));
                fields++;
                softly.assertThat(types).as(where).isEqualTo(expected);
              } else if (value != null) {
                fields++;
                softly.assertThat(value.toString()).as(where).isEqualTo(field.getValue().asText());
              }
            });
  }

  /** Some of the pairs are named, or none if there are none. */
  private void comparePairs(String where, Map<?, ?> found, JsonNode expected) {
    fields++;
    if (expected.isEmpty()) {
      softly.assertThat(found).as(where).isEmpty();
    }
    expected
        .properties()
        .forEach(
            pair ->
                softly
                    .assertThat(found.get(pair.getKey()))
                    .as("%s in %s", pair.getKey(), where)
                    .isEqualTo(pair.getValue().isNull() ? null : pair.getValue().asText()));
  }

  private static String file(JsonNode entry) {
    return entry.path("file").asText();
  }

  private static byte[] bytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(".hex")
        ? HexFormat.of().parseHex(new String(bytes, StandardCharsets.US_ASCII).strip())
        : bytes;
  }
}
