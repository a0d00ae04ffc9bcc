// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.device.Warning;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Presence as derived from replies to the hub's own probes. */
class PresenceTest {

  private static final Source ARP = new Source("arp", "host", "host", Authority.NEIGHBOUR);
  private static final Duration ROUND = ModelHarness.LIFETIME.dividedBy(3);
  private static final String ADDRESS = "192.0.2.7";

  private final ModelHarness lan = new ModelHarness();

  private void ping() {
    lan.ping(ADDRESS, "07");
  }

  private void arp() {
    lan.seen(ARP, ADDRESS, ADDRESS, "07", sighting -> sighting);
  }

  /** Announces a lifetime of a day, whether or not the device stays present. */
  private void announce() {
    Endpoint endpoint = new Endpoint(TestLinks.address(ADDRESS), "eth0");
    Sighting sighting =
        Sighting.of("nas.local", endpoint, Duration.ofDays(1))
            .identifier(Identifier.hostName("nas.local"))
            .build();
    Identifier mac = Identifier.mac("0a:00:00:00:00:07").orElseThrow();
    lan.set.sighted(ModelHarness.MDNS, sighting, (Identifier.Mac) mac, lan.now());
  }

  private Device only() {
    assertThat(lan.devices()).hasSize(1);
    return lan.devices().iterator().next();
  }

  @Test
  void aDeviceThatNoLongerAnswersDeparts() {
    announce();
    ping();
    lan.pass(ModelHarness.LIFETIME.minusSeconds(1));
    assertThat(only().present()).isTrue();
    lan.pass(Duration.ofSeconds(2));

    assertThat(only().present()).isFalse();
  }

  @Test
  void aResolvedNeighbourStaysPresent() {
    announce();
    ping();
    for (int i = 0; i < 6; i++) {
      lan.pass(ROUND);
      arp();
    }

    assertThat(only().present()).isTrue();
    assertThat(only().evidence())
        .filteredOn(Evidence::live)
        .extracting(each -> each.source().id())
        .containsExactlyInAnyOrder("mdns", "arp");
    lan.pass(ModelHarness.LIFETIME.plusSeconds(1));
    assertThat(only().present()).as("once the kernel finds it no more").isFalse();
  }

  @Test
  void aNewReplyNeedsNoNeighbour() {
    announce();
    arp();
    lan.pass(ROUND);
    for (int i = 0; i < 4; i++) {
      ping();
      lan.pass(ROUND);
    }

    assertThat(only().present()).isTrue();
    assertThat(only().evidence())
        .filteredOn(Evidence::live)
        .extracting(each -> each.source().id())
        .containsExactlyInAnyOrder("mdns", "ping");
  }

  @Test
  void aReplyTakesPrecedenceOverANeighbour() {
    arp();
    assertThat(only().source()).isEqualTo("arp");
    ping();

    assertThat(only().source()).isEqualTo("ping");
  }

  @Test
  void bothEndingTogetherEndTheRest() {
    announce();
    arp();
    ping();
    lan.pass(ModelHarness.LIFETIME.plusSeconds(1));

    assertThat(only().present()).isFalse();
  }

  @Test
  void anExpiredProgramEndsNothingElse() {
    announce();
    Source multicast = new Source("multicast", "host", "multicast", Authority.PROGRAM);
    lan.seen(multicast, "kiln", ADDRESS, "07", sighting -> sighting);
    lan.pass(ModelHarness.LIFETIME.plusSeconds(1));

    assertThat(only().present()).isTrue();
  }

  @Test
  void claimsDoNotKeepADevicePresent() {
    announce();
    Source multicast = new Source("multicast", "host", "multicast", Authority.PROGRAM);
    lan.seen(
        multicast,
        "evil",
        ADDRESS,
        "",
        sighting -> sighting.via(TestLinks.address("192.0.2.66")).fact(Fact.NAME, "Evil"));

    assertThat(lan.devices()).hasSize(2);
    assertThat(lan.devices())
        .allSatisfy(
            device ->
                assertThat(device.warnings())
                    .extracting(Warning::code)
                    .containsExactly("address-claimed"));
    assertThat(lan.device("mac:0a:00:00:00:00:07").name()).isNotEqualTo("Evil");
  }

  @Test
  void ignoresGoodbyesFromOtherAddresses() {
    lan.bambu("00M09A350100123", ADDRESS, "07");
    lan.ssdp("uuid:5f1c4a8e-0c1d-4b58-9f0e-2f6f0a9f1d11", "192.0.2.9", "09");
    announce();
    lan.bambu("00M09A350100123", "192.0.2.66", "66");

    for (String stranger : List.of("192.0.2.66", "192.0.2.99")) {
      lan.goodbye(ModelHarness.BAMBU, "00M09A350100123", stranger);
      lan.goodbye(ModelHarness.SSDP, "uuid:5f1c4a8e-0c1d-4b58-9f0e-2f6f0a9f1d11", stranger);
      lan.goodbye(ModelHarness.MDNS, "nas.local", stranger);
    }

    assertThat(lan.devices())
        .filteredOn(Device::present)
        .flatExtracting(Device::addresses)
        .containsExactlyInAnyOrder(TestLinks.address(ADDRESS), TestLinks.address("192.0.2.9"));
  }
}
