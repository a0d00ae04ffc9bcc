// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.Identifier;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {

  private static final Path SHIPPED = Path.of("../../config/kitty-rules/50-kitty.json");

  @ParameterizedTest
  @CsvSource({
    "_octoprint._tcp, printer, ",
    "_prusalink._tcp, printer, Prusa Research",
    "_moonraker._tcp, printer, ",
    "_Creality-F008A1B2._udp, printer, Creality",
    "_ultimaker._tcp, printer, UltiMaker",
    "_snapmaker._tcp, snapmaker, Snapmaker",
    "_ipp._tcp, printer, ",
    "_wled._tcp, light, WLED",
    "_hue._tcp, bridge, Signify",
    "_shelly._tcp, iot, Shelly",
    "_esphomelib._tcp, iot, ESPHome",
    "_qdiscover._tcp, nas, QNAP",
  })
  void classifiesByServices(String service, String kind, String vendor) throws IOException {
    Map<Fact, String> facts = classify(seen("box").service(service(service)));

    assertThat(facts).containsEntry(Fact.KIND, kind);
    assertThat(facts.get(Fact.VENDOR)).isEqualTo(vendor);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:schemas-upnp-org:device:InternetGatewayDevice:2, router",
    "urn:schemas-upnp-org:device:MediaServer:1, media",
    "urn:schemas-upnp-org:device:Printer:1, printer",
  })
  void classifiesByUpnpTypes(String type, String kind) throws IOException {
    assertThat(classify(seen("box").attribute("deviceType", type))).containsEntry(Fact.KIND, kind);
  }

  @Test
  void aNasWithAPrinterLikeNameIsNotAPrinter() throws IOException {
    Map<Fact, String> facts = classify(seen("media-a1").service(service("_adisk._tcp")));

    assertThat(facts).containsEntry(Fact.KIND, "nas").doesNotContainKey(Fact.MODEL);
    assertThat(classify(seen("media-a1"))).doesNotContainKey(Fact.KIND);
  }

  @Test
  void reportedFactsTakePrecedence() throws IOException {
    Map<Fact, String> facts =
        classify(seen("x").service(service("_wled._tcp")).fact(Fact.VENDOR, "Somebody"));

    assertThat(facts).containsEntry(Fact.VENDOR, "Somebody").containsEntry(Fact.KIND, "light");
  }

  @Test
  void findsNamesAsWholeWords() throws IOException {
    Classifier rules = rules("[{'name': 'kobra', 'gives': {'kind': 'printer'}}]");

    assertThat(kind(rules, "my Kobra-2")).isEqualTo("printer");
    assertThat(kind(rules, "kobrabox")).isNull();
  }

  @Test
  void expandsAStarToTheEndOfAWord() throws IOException {
    Classifier rules = rules("[{'name': 'shelly*', 'gives': {'kind': 'iot'}}]");

    assertThat(kind(rules, "shelly1pm-A4CF12")).isEqualTo("iot");
    assertThat(kind(rules, "xshelly")).isNull();
  }

  @Test
  void usesTheFirstRuleThatGivesAFact() throws IOException {
    Classifier rules =
        rules(
            "[{'name': 'box', 'gives': {'kind': 'first'}},"
                + " {'name': 'box', 'gives': {'kind': 'second', 'model': 'B'}}]");

    Map<Fact, String> facts = complete(rules, seen("box").build(), Set.of());

    assertThat(facts).containsEntry(Fact.KIND, "first").containsEntry(Fact.MODEL, "B");
  }

  @Test
  void requiresAllConditionsOfARule() throws IOException {
    Classifier rules =
        rules(
            "[{'service': '_http._tcp', 'txt': {'product': '^duet'}, 'mac': '24:0a:c4',"
                + " 'gives': {'kind': 'printer'}}]");
    Sighting duet =
        seen("x").service(new Service("_http._tcp", "", 80, Map.of("product", "Duet 3"))).build();
    Set<Identifier> mac = Set.of(Identifier.mac("24:0a:c4:00:00:01").orElseThrow());

    assertThat(complete(rules, duet, mac)).containsEntry(Fact.KIND, "printer");
    assertThat(complete(rules, duet, Set.of())).doesNotContainKey(Fact.KIND);
    assertThat(complete(rules, seen("x").build(), mac)).doesNotContainKey(Fact.KIND);
  }

  @Test
  void fallsBackToTheVendorOfTheMacAddress() {
    Set<Identifier> mac = Set.of(Identifier.mac("b8:27:eb:00:00:01").orElseThrow());

    assertThat(complete(new Classifier(List.of()), sighting("x"), mac).get(Fact.VENDOR))
        .contains("Raspberry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|a file of rules is a JSON array",
        "[{'name': 'x'}]|rule 1: needs gives and at least one of",
        "[{'name': 'x', 'gives': {}}]|rule 1: gives nothing; allowed are kind, vendor, model",
        "[{'gives': {'kind': 'x'}}]|rule 1: needs gives and at least one of",
        "[{'nmae': 'x', 'gives': {'kind': 'x'}}]|rule 1: nmae = \"x\": allowed are gives and"
            + " [attribute",
        "[{'name': 'x', 'gives': {'colour': 'x'}}]|gives.colour = \"x\": allowed are kind, vendor,"
            + " model",
        "[{'vendor': '[', 'gives': {'kind': 'x'}}]|vendor = [: not a regular expression",
        "[{'mac': 'zz', 'gives': {'kind': 'x'}}]|mac = zz: allowed is the beginning of a MAC",
        "[{'name': 7, 'gives': {'kind': 'x'}}]|name = 7: allowed is a text",
        "[{'name': 'x', 'name': 'y', 'gives': {'kind': 'x'}}]|Duplicate field 'name'",
        "[{'name': 'x', 'gives': {'kind': 'x'}}] []|Trailing token",
        "[{'name': 'x'|line 1"
      })
  void reportsInvalidRules(String json, String message) {
    assertThatIOException()
        .isThrownBy(() -> rules(json))
        .withMessageContaining(message)
        .withMessageStartingWith("my.json");
  }

  private static String kind(Classifier rules, String name) {
    return complete(rules, sighting(name), Set.of()).get(Fact.KIND);
  }

  private static Map<Fact, String> classify(Sighting.Builder sighting) throws IOException {
    Classifier shipped =
        new Classifier(RuleParser.read("50-kitty.json", Files.readAllBytes(SHIPPED)));
    return complete(shipped, sighting.build(), Set.of());
  }

  private static Map<Fact, String> complete(
      Classifier rules, Sighting sighting, Set<Identifier> identifiers) {
    Source source = new Source("mdns", "device", "mdns", Authority.GENERAL);
    Instant now = Instant.EPOCH;
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    facts.putAll(sighting.facts());
    rules.complete(
        List.of(new Evidence(source, sighting, null, now, now, now, now, true)),
        identifiers,
        facts);
    return facts;
  }

  private static Classifier rules(String json) throws IOException {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new Classifier(RuleParser.read("my.json", bytes));
  }

  private static Sighting sighting(String name) {
    return seen(name).build();
  }

  private static Sighting.Builder seen(String name) {
    return Sighting.of(
            "key", new Endpoint(InetAddress.getLoopbackAddress(), "lo"), Duration.ofMinutes(1))
        .identifier(Optional.empty())
        .fact(Fact.NAME, name);
  }

  private static Service service(String type) {
    return new Service(type, "", 80, Map.of());
  }
}
