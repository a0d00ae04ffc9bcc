// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Authority;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import io.kitty.inventory.History.Span;
import io.kitty.model.ModelLimits;
import io.kitty.model.WorkingSet;
import io.kitty.model.evidence.Timestamp;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

  private static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  private static final Instant AT = Instant.parse("2025-01-01T00:00:00.250Z");

  private final JsonCodec codec = new JsonCodec();
  private final WorkingSet set = new WorkingSet(new ModelLimits(100, 100), event -> {}, edit -> {});

  private Device printer() {
    Sighting sighting =
        Sighting.of(
                "01P00A",
                new Endpoint(TestLinks.address("192.0.2.5"), "eth0"),
                Duration.ofSeconds(90))
            .identifier(Identifier.serial("bambu", "01P00A"))
            .fact(Fact.NAME, "Bo")
            .fact(Fact.STATUS, "IDLE")
            .fact(Fact.MODEL, "P1S")
            .fact(Fact.MODEL_CODE, "C12")
            .fact(Fact.VENDOR, "Bambu Lab")
            .fact(Fact.FIRMWARE, "01.08")
            .fact(Fact.URL, "http://192.0.2.5/")
            .fact(Fact.VIRTUAL, "true")
            .attribute("DevBind.bambu.com", "free")
            .attribute("both", "attribute")
            .reading("DevSignal.bambu.com", -44)
            .reading("both", "reading")
            .service(new Service("mqtt", "", 8883, Map.of("tls", "1"), "http://192.0.2.5/mqtt"))
            .build();
    set.sighted(BAMBU, sighting, new Identifier.Mac("0a:00:00:00:00:05"), new Timestamp(0, AT));
    return set.deviceTable().find(new DeviceId("bambu:01P00A")).orElseThrow();
  }

  private static final String SERVICES =
      "[{\"type\":\"mqtt\",\"name\":\"\",\"port\":8883,\"txt\":{\"tls\":\"1\"},"
          + "\"url\":\"http://192.0.2.5/mqtt\"}]";

  private static final String KNOWN =
      "\"vendor\":\"Bambu Lab\",\"model\":\"P1S\",\"model_code\":\"C12\",\"firmware\":\"01.08\","
          + "\"url\":\"http://192.0.2.5/\",\"virtual\":true,\"serial\":\"01P00A\","
          + "\"mac\":\"0a:00:00:00:00:05\","
          + "\"aliases\":[\"bambu:192.0.2.5\",\"mac:0a:00:00:00:00:05\"]}";

  private static final String PRESENT =
      "{\"id\":\"bambu:01P00A\",\"ip\":\"192.0.2.5\",\"addresses\":[\"192.0.2.5\"],"
          + "\"name\":\"Bo\",\"kind\":\"bambu\",\"status\":\"IDLE\",\"source\":\"bambu\","
          + "\"first_seen\":1735689600.250,\"last_seen\":1735689600.250,\"presence\":\"present\","
          + "\"services\":"
          + SERVICES
          + ",\"sightings\":[{\"source\":\"bambu\",\"key\":\"01P00A\",\"address\":\"192.0.2.5\","
          + "\"interface\":\"eth0\",\"first_seen\":1735689600.250,"
          + "\"last_seen\":1735689600.250,\"expires\":1735689690.250,"
          + "\"attributes\":{\"DevBind.bambu.com\":\"free\",\"both\":\"attribute\","
          + "\"DevSignal.bambu.com\":-44}}],"
          + KNOWN;

  @Test
  void writesThePublicForm() {
    assertThat(codec.json(printer())).isEqualTo(PRESENT);
    assertThat(codec.json(List.of(printer(), printer())))
        .isEqualTo("[" + PRESENT + "," + PRESENT + "]");
    assertThat(codec.json(List.<Device>of())).isEqualTo("[]");
  }

  @Test
  void selectedMembersEqualThoseOfTheWhole() {
    List<Device> devices = List.of(printer(), TestDevices.host(1));

    assertThat(codec.json(devices, Set.of("id", "virtual", "services")))
        .isEqualTo(
            "[{\"id\":\"bambu:01P00A\",\"services\":"
                + SERVICES
                + ",\"virtual\":true},{\"id\":\"host:192.0.2.3\",\"services\":[]}]");
    assertThat(codec.json(devices, Set.of("ambiguous"))).isEqualTo("[{},{}]");
    assertThat(codec.json(List.of(), Set.of("id"))).isEqualTo("[]");
    assertThat(codec.json(devices, codec.members())).isEqualTo(codec.json(devices));
  }

  @Test
  void listsAllMembers() throws IOException {
    printer();
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      facts.put(fact, "true");
    }
    Device device = TestDevices.departed(TestDevices.printer(1)).withFacts(facts);
    Set<String> written = new HashSet<>();
    new ObjectMapper().readTree(codec.json(device)).fieldNames().forEachRemaining(written::add);
    new ObjectMapper().readTree(PRESENT).fieldNames().forEachRemaining(written::add);
    written.addAll(Set.of("ambiguous", "warnings", "job", "temperatures", "error"));

    assertThat(codec.members()).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void writesWhatAMachineIsDoingAndDoesNotStoreIt() throws IOException {
    Device printing =
        printing(
            MachineState.builder()
                .job("cat")
                .progress(0.5)
                .remaining(60)
                .layer(3, 9)
                .temperature(Heater.NOZZLE, 209.5, 210)
                .temperature(Heater.CHAMBER, 30, Double.NaN)
                .error("7", "Door open")
                .build());
    Set<String> members = Set.of("job", "temperatures", "error");

    assertThat(codec.json(List.of(printing), members))
        .isEqualTo(
            "[{\"job\":{\"name\":\"cat\",\"progress\":0.5,\"remaining\":60,\"layer\":3,"
                + "\"layers\":9},\"temperatures\":{\"nozzle\":{\"value\":209.5,"
                + "\"target\":210.0},\"chamber\":{\"value\":30.0}},"
                + "\"error\":{\"code\":\"7\",\"text\":\"Door open\"}}]");
    assertThat(codec.volatileMembers()).containsAll(members);
    assertThat(codec.decode(codec.encode(printing)).state()).isEqualTo(MachineState.UNKNOWN);
    assertThat(codec.json(List.of(printing(MachineState.UNKNOWN)), members)).isEqualTo("[{}]");
  }

  private Device printing(MachineState state) {
    Sighting sighting =
        Sighting.of(
                "1", new Endpoint(TestLinks.address("192.0.2.6"), "eth0"), Duration.ofSeconds(90))
            .state(state)
            .build();
    set.sighted(BAMBU, sighting, null, new Timestamp(0, AT));
    return set.deviceTable().find(new DeviceId("bambu:192.0.2.6")).orElseThrow();
  }

  @Test
  void writesDepartures() {
    printer();
    set.goodbye(
        "bambu", "01P00A", TestLinks.address("192.0.2.5"), new Timestamp(0, AT.plusSeconds(10)));
    Device departed = set.deviceTable().find(new DeviceId("bambu:01P00A")).orElseThrow();

    assertThat(codec.json(departed))
        .isEqualTo(
            "{\"id\":\"bambu:01P00A\",\"ip\":\"192.0.2.5\",\"addresses\":[\"192.0.2.5\"],"
                + "\"name\":\"Bo\",\"kind\":\"bambu\",\"status\":\"online\","
                + "\"source\":\"bambu\",\"first_seen\":1735689600.250,"
                + "\"last_seen\":1735689600.250,\"presence\":\"departed\","
                + "\"departed_reason\":\"GOODBYE\",\"departed_at\":1735689610.250,"
                + "\"services\":[],\"sightings\":[],"
                + KNOWN);
  }

  @Test
  void writesEvents() throws IOException {
    Device device = printer();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode changed =
        mapper.readTree(codec.json(new DeviceEvent.Changed(TestDevices.host(1), device, false)));
    assertThat(changed.path("before").path("id").asText()).isEqualTo("host:192.0.2.3");
    assertThat(changed.path("id").asText()).isEqualTo("bambu:01P00A");

    assertThat(codec.json(new DeviceEvent.Appeared(device, false))).isEqualTo(PRESENT);

    DeviceId next = new DeviceId("bambu:1");
    JsonNode departed =
        mapper.readTree(
            codec.json(
                new DeviceEvent.Departed(device, device, DepartureReason.MERGED, next, false)));
    assertThat(departed.path("reason").asText()).isEqualTo("MERGED");
    assertThat(departed.path("successor").asText()).isEqualTo("bambu:1");
  }

  @Test
  void healthHasOneBooleanPerModule() {
    Health health =
        new Health(
            Health.Status.DEGRADED,
            List.of("ping: no right"),
            new TreeMap<>(Map.of("ping", true, "ssdp", false)));

    assertThat(codec.json(health))
        .isEqualTo(
            "{\"status\":\"degraded\",\"reasons\":[\"ping: no right\"],\"ping\":true,"
                + "\"ssdp\":false}");
  }

  @Test
  void healthHasTheVersionIfKnown() {
    Health health = new Health(Health.Status.OK, List.of(), new TreeMap<>()).ofVersion("1.2.3");

    assertThat(codec.json(health))
        .isEqualTo("{\"status\":\"ok\",\"version\":\"1.2.3\",\"reasons\":[]}");
  }

  @Test
  void writesModuleStatus() {
    ModuleStatus status =
        new ModuleStatus(
            "ping",
            true,
            ModuleStatus.State.RUNNING,
            "",
            AT,
            Duration.ofMillis(1500),
            "",
            Map.of("sightings", 3L),
            List.of(
                new ModuleStatus.InterfaceStatus(
                    "eth0", ModuleStatus.State.FAILED, 1, 2, 3, "why", "beware")));

    assertThat(codec.json(status))
        .isEqualTo(
            "{\"id\":\"ping\",\"protocol\":true,\"state\":\"running\",\"detail\":\"\","
                + "\"last_run\":1735689600.250,\"last_duration\":1.500,\"last_error\":\"\","
                + "\"counters\":{\"sightings\":3},\"interfaces\":[{\"name\":\"eth0\","
                + "\"state\":\"failed\",\"packets_in\":1,\"packets_out\":2,\"sightings\":3,"
                + "\"last_error\":\"why\",\"hint\":\"beware\"}]}");
  }

  @Test
  void decodesWhatItEncodes() throws IOException {
    Device device = printer();

    assertThat(codec.decode(codec.encode(device))).isEqualTo(device);
    assertThat(new String(codec.encode(device), StandardCharsets.UTF_8)).doesNotContain("\n");
  }

  @Test
  void decodesEvidence() throws IOException {
    for (Device device :
        List.of(
            TestDevices.printer(1),
            TestDevices.departed(TestDevices.printer(2)),
            TestDevices.host(3))) {
      Device back = codec.decode(codec.encode(device));

      assertThat(back.id()).isEqualTo(device.id());
      assertThat(back.evidence()).containsExactlyInAnyOrderElementsOf(device.evidence());
      assertThat(back.firstSeen()).isEqualTo(device.firstSeen());
      assertThat(back.departure()).isEqualTo(device.departure());
    }
  }

  @Property(tries = 200)
  void anyTextIsEscapedAndComesBack(
      @ForAll String text, @ForAll double number, @ForAll long whole, @ForAll boolean flag)
      throws IOException {
    Sighting sighting =
        Sighting.of(
                "k" + text, new Endpoint(TestLinks.address("fe80::1"), text), Duration.ofDays(1))
            .fact(Fact.NAME, text)
            .identifier(Identifier.serial("bambu", "01P" + text))
            .attribute(text, text)
            .attribute("number", number)
            .attribute("whole", whole)
            .reading("flag", flag)
            .reading("infinite", Double.POSITIVE_INFINITY)
            .service(new Service(text, text, 1, Map.of("t", text)))
            .build();
    WorkingSet one = new WorkingSet(new ModelLimits(10, 10), event -> {}, edit -> {});
    one.sighted(BAMBU, sighting, null, new Timestamp(0, AT));
    Device device = one.deviceTable().devices().iterator().next();

    assertThat(codec.decode(codec.encode(device))).isEqualTo(device);
    String json = codec.json(device);
    assertThat(json).doesNotContain("\n", "\r");
    assertThat(new ObjectMapper().readTree(json).path("name").asText()).isEqualTo(device.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"v\":1}",
        "{\"v\":2,\"id\":\"a:b\",\"evidence\":[{}]}",
        "{\"v\":1,\"id\":\"a:b\",\"evidence\":[{}]}",
        "{\"v\":1,\"id\":\"a:b\",\"evidence\":[1]}",
        "\u0000\u0001\u0002"
      })
  void rejectsDamagedBytes(String bytes) {
    assertThatThrownBy(() -> codec.decode(bytes.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void rejectsOrToleratesAnyDamage() {
    byte[] whole = codec.encode(printer());
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x15;
      try {
        assertThat(codec.decode(damaged).id()).isNotNull();
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
    assertThatThrownBy(() -> codec.decode(java.util.Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(IOException.class);
    byte[] twice = java.util.Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, twice, whole.length, whole.length);
    assertThatThrownBy(() -> codec.decode(twice)).isInstanceOf(IOException.class);
  }

  @Test
  void doesNotResolveNames() {
    String stored = new String(codec.encode(printer()), StandardCharsets.UTF_8);
    String hostile = stored.replace("\"address\":\"192.0.2.5\"", "\"address\":\"localhost\"");
    assertThat(hostile).isNotEqualTo(stored);

    assertThatThrownBy(() -> codec.decode(hostile.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[4,", "[-1,", "[null,", "[\"serial\","})
  void rejectsIdentifiersOfUnknownKind(String kind) {
    String stored = new String(codec.encode(printer()), StandardCharsets.UTF_8);
    String unknown = stored.replace("[0,\"bambu\"", kind + "\"bambu\"");
    assertThat(unknown).isNotEqualTo(stored);

    byte[] bytes = unknown.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an identifier");
  }

  @Test
  void decodesAddressesOfRemovedInterfaces() throws IOException {
    String stored = new String(codec.encode(printer()), StandardCharsets.UTF_8);
    String scoped = stored.replace("\"address\":\"192.0.2.5\"", "\"address\":\"fe80::1%gone0\"");

    assertThat(codec.decode(scoped.getBytes(StandardCharsets.UTF_8)).addresses())
        .containsExactly(TestLinks.address("fe80::1"));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void writesHistory() {
    History history =
        new History(
            at(1000),
            at(2000),
            at(1200),
            List.of(new Span(at(1200), at(1500))),
            List.of(new Span(at(1900), at(2000))),
            List.of(
                Event.changed(
                    at(1300),
                    List.of(
                        new Change("status", "IDLE", "RUNNING"),
                        new Change("services", null, "_http._tcp:80"))),
                Event.departed(at(1500), DepartureReason.PROVIDER_STOPPED)));

    assertThat(codec.json(history))
        .isEqualTo(
            "{\"from\":1000.000,\"to\":2000.000,\"since\":1200.000,\"uptime_percent\":42.857,"
                + "\"presence\":[[1200.000,1500.000]],\"hub_off\":[[1900.000,2000.000]],"
                + "\"events\":["
                + "{\"at\":1300.000,\"time\":1300.000,\"event\":\"changed\",\"changes\":["
                + "{\"field\":\"status\",\"from\":\"IDLE\",\"to\":\"RUNNING\"},"
                + "{\"field\":\"services\",\"from\":null,\"to\":\"_http._tcp:80\"}],"
                + "\"reason\":null,"
                + "\"text\":\"status IDLE → RUNNING, services – → _http._tcp:80\"},"
                + "{\"at\":1500.000,\"time\":1500.000,\"event\":\"departed\",\"changes\":[],"
                + "\"reason\":\"PROVIDER_STOPPED\",\"text\":\"provider stopped\"}]}");
  }

  @Test
  void uptimeIsNullWhileTheHubWasOff() {
    History history =
        new History(at(1), at(2), at(1), List.of(), List.of(new Span(at(1), at(2))), List.of());

    assertThat(codec.json(history)).contains("\"uptime_percent\":null");
  }
}
