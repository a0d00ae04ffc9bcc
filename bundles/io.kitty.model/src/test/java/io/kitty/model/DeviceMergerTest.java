// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.BAMBU;
import static io.kitty.model.ModelHarness.LIFETIME;
import static io.kitty.model.ModelHarness.MDNS;
import static io.kitty.model.ModelHarness.PING;
import static io.kitty.model.ModelHarness.SSDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.state.MachineState;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceMergerTest {

  private static final String ID = "mac:0a:00:00:00:00:05";
  private final ModelHarness lan = new ModelHarness();

  @Test
  void theOwnProtocolTakesPrecedence() {
    lan.seen(PING, "p", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "ping").fact(Fact.URL, "u"));
    lan.seen(SSDP, "s", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "ssdp").fact(Fact.VENDOR, "v"));
    lan.seen(BAMBU, "b", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "bambu"));

    Device device = lan.device(ID);
    assertThat(device.name()).isEqualTo("bambu");
    assertThat(device.facts()).containsEntry(Fact.VENDOR, "v").containsEntry(Fact.URL, "u");
    assertThat(device.source()).isEqualTo("bambu");
    assertThat(device.kind()).isEqualTo("bambu");
    assertThat(device.evidence().stream().map(Evidence::source)).containsExactly(BAMBU, SSDP, PING);
  }

  @Test
  void equalAuthoritiesHaveAFixedOrder() {
    lan.seen(SSDP, "s", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "ssdp"));
    lan.seen(MDNS, "m", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "mdns"));
    lan.news();
    for (int i = 0; i < 3; i++) {
      lan.pass(Duration.ofSeconds(1));
      lan.seen(SSDP, "s", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "ssdp"));
    }

    assertThat(lan.device(ID).name()).isEqualTo("mdns");
    assertThat(lan.news()).isEmpty();
  }

  @Test
  void relayedEvidenceKeepsItsAuthorityButIsNotThePrimarySource() {
    lan.seen(SSDP, "s", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "ssdp"));
    lan.seen(MDNS.relayedBy("redis"), "m", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "mdns"));
    assertThat(lan.device(ID).name()).isEqualTo("mdns");
    assertThat(lan.device(ID).source()).isEqualTo("ssdp");

    lan.seen(BAMBU.relayedBy("redis"), "b", "192.0.2.5", "05", s -> s);
    assertThat(lan.device(ID).source()).isEqualTo("redis");
    assertThat(lan.device(ID).kind()).isEqualTo("bambu");
  }

  @Test
  void prefersConfiguredNamesToHostNames() {
    lan.seen(
        MDNS,
        "m",
        "192.0.2.5",
        "05",
        s -> s.fact(Fact.NAME, "Sonos-1a2b").fact(Fact.HOSTNAME, "sonos-1a2b.local"));
    assertThat(lan.device(ID).name()).isEqualTo("Sonos-1a2b");
    lan.seen(SSDP, "s", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "Living room"));

    assertThat(lan.device(ID).name()).isEqualTo("Living room");
  }

  @Test
  void statusRequiresLiveEvidence() {
    lan.seen(BAMBU, "b", "192.0.2.5", "05", s -> s.fact(Fact.STATUS, "IDLE").fact(Fact.NAME, "Bo"));
    lan.pass(Duration.ofMinutes(1));
    lan.ping("192.0.2.5", "05");
    lan.pass(LIFETIME.minusMinutes(1));

    assertThat(lan.device(ID).status()).isEqualTo("online");
    assertThat(lan.device(ID).name()).isEqualTo("Bo");
    assertThat(lan.device(ID).source()).isEqualTo("ping");
  }

  @Test
  void theNeedForAKeyRequiresLiveEvidence() {
    lan.seen(BAMBU, "b", "192.0.2.5", "05", s -> s.fact(Fact.NEEDS_KEY, "etc/printer.cfg"));
    lan.pass(Duration.ofMinutes(1));
    lan.ping("192.0.2.5", "05");
    assertThat(lan.device(ID).facts()).containsEntry(Fact.NEEDS_KEY, "etc/printer.cfg");
    lan.pass(LIFETIME.minusMinutes(1));

    assertThat(lan.device(ID).facts()).doesNotContainKey(Fact.NEEDS_KEY);
  }

  @Test
  void stateComesFromTheBestLiveEvidence() {
    MachineState own = MachineState.builder().job("own").build();
    MachineState general = MachineState.builder().job("general").error("7", "").build();
    lan.seen(BAMBU, "b", "192.0.2.5", "05", s -> s.state(own));
    lan.pass(Duration.ofMinutes(1));
    lan.seen(MDNS, "m", "192.0.2.5", "05", s -> s.state(general));

    assertThat(lan.device(ID).state()).isEqualTo(own.orElse(general));
    lan.pass(LIFETIME.minusMinutes(1));
    assertThat(lan.device(ID).state()).isEqualTo(general);
    lan.pass(LIFETIME);
    assertThat(lan.device(ID).state().isEmpty()).isTrue();
  }

  @Test
  void statusComesWithTheState() {
    MachineState printing = MachineState.builder().job("cube").build();
    lan.seen(BAMBU, "b", "192.0.2.5", "05", s -> s.fact(Fact.STATUS, "RUNNING"));
    lan.seen(MDNS, "m", "192.0.2.5", "05", s -> s.fact(Fact.STATUS, "PAUSED").state(printing));
    assertThat(lan.device(ID).status()).isEqualTo("PAUSED");

    lan.seen(MDNS, "m", "192.0.2.5", "05", s -> s.fact(Fact.STATUS, "IDLE"));
    assertThat(lan.device(ID).status()).isEqualTo("RUNNING");
  }

  @Test
  void servicesRequireLiveEvidence() {
    Service web = new Service("_http._tcp", "Web", 80, Map.of());
    lan.seen(MDNS, "m", "192.0.2.5", "05", s -> s.service(web));
    assertThat(lan.device(ID).services()).containsExactly(web);
    lan.pass(LIFETIME);

    assertThat(lan.device(ID).services()).isEmpty();
  }

  @Test
  void fallsBackToTheHostName() {
    lan.seen(PING, "p", "192.0.2.5", "05", s -> s.fact(Fact.HOSTNAME, "nas.lan"));
    assertThat(lan.device(ID).name()).isEqualTo("nas.lan");
    lan.seen(SSDP, "s", "192.0.2.5", "05", s -> s.fact(Fact.NAME, "My NAS"));

    assertThat(lan.device(ID).name()).isEqualTo("My NAS");
    assertThat(lan.device(ID).facts()).containsEntry(Fact.HOSTNAME, "nas.lan");
  }

  @Test
  void ordersAddresses() {
    for (String address : List.of("169.254.1.2", "fe80::1", "2001:db8::5", "192.0.2.5")) {
      lan.seen(MDNS, address, address, "05", s -> s);
      lan.pass(Duration.ofSeconds(1));
    }

    assertThat(lan.device(ID).addresses())
        .containsExactly(
            TestLinks.address("192.0.2.5"),
            TestLinks.address("169.254.1.2"),
            TestLinks.address("2001:db8::5"),
            TestLinks.address("fe80::1"));
  }

  @Test
  void factsOutliveTheirEvidence() {
    lan.seen(SSDP, "s", "192.0.2.5", "05", s -> s.fact(Fact.MODEL, "X1"));
    lan.pass(Duration.ofDays(30));
    lan.ping("192.0.2.77", "05");

    assertThat(lan.device(ID).facts()).containsEntry(Fact.MODEL, "X1");
    assertThat(lan.device(ID).addresses()).containsExactly(TestLinks.address("192.0.2.77"));
  }
}
