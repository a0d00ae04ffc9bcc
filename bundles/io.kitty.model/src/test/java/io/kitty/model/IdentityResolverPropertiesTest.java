// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.Identifier;
import io.kitty.model.evidence.Timestamp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Checks that identity depends on the sightings, not on their order. */
class IdentityResolverPropertiesTest {

  private static final Timestamp NOW = new Timestamp(0, Instant.parse("2026-01-01T00:00:00Z"));
  private static final ModelLimits LIMITS = new ModelLimits(10_000, 10_000);

  record Report(Source source, Sighting sighting, Identifier.Mac mac) {}

  @Provide
  Arbitrary<List<Report>> sightings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 6),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 4))
        .as(IdentityResolverPropertiesTest::seen)
        .list()
        .uniqueElements(seen -> seen.source().id() + seen.sighting().key() + address(seen))
        .ofMaxSize(40);
  }

  @Property(tries = 250)
  void anyOrderGivesTheSameDevices(@ForAll("sightings") List<Report> all, @ForAll Random random) {
    List<Report> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);

    assertThat(summary(feed(shuffled))).isEqualTo(summary(feed(all)));
  }

  @Property(tries = 250)
  void seeingEverythingTwiceChangesNothing(@ForAll("sightings") List<Report> all) {
    List<Report> twice = new ArrayList<>(all);
    twice.addAll(all);

    assertThat(summary(feed(twice))).isEqualTo(summary(feed(all)));
  }

  @Property(tries = 250)
  void batchesGiveTheSameDevices(@ForAll("sightings") List<Report> all, @ForAll Random random) {
    WorkingSet set = new WorkingSet(LIMITS, event -> {}, edit -> {});
    for (int round = 0; round < 2; round++) {
      for (Report seen : all) {
        set.take(seen.source(), seen.sighting(), seen.mac(), NOW);
        if (random.nextInt(4) == 0) {
          set.settle(NOW);
        }
      }
    }
    set.settle(NOW);

    assertThat(summary(set)).isEqualTo(summary(feed(all)));
  }

  @Property(tries = 250)
  void aRestartGivesTheSameDevices(@ForAll("sightings") List<Report> all) {
    WorkingSet before = feed(all);
    WorkingSet after =
        new WorkingSet(LIMITS, event -> assertThat(event.replay()).isTrue(), edit -> {});
    after.restore(before.deviceTable().devices(), NOW);

    assertThat(summary(after)).isEqualTo(summary(before));
  }

  @Property(tries = 250)
  void thePathDoesNotMatter(@ForAll("sightings") List<Report> all, @ForAll Random random) {
    List<Report> detour = new ArrayList<>(all);
    Collections.shuffle(detour, random);
    WorkingSet set = new WorkingSet(LIMITS, event -> {}, edit -> {});
    for (Report seen : detour) {
      set.sighted(seen.source(), seen.sighting(), seen.mac(), NOW);
      if (random.nextInt(3) == 0) {
        String key = seen.sighting().key();
        set.goodbye(seen.source().id(), key, address(seen), NOW);
        set.sighted(seen.source(), seen.sighting(), seen.mac(), NOW);
      }
    }

    assertThat(summary(set)).isEqualTo(summary(feed(all)));
  }

  @Property(tries = 250)
  void neverMergesUnrelatedSerials(@ForAll("sightings") List<Report> all) {
    for (Device device : feed(all).deviceTable().devices()) {
      Set<String> serials =
          device.identifiers().stream()
              .filter(Identifier.Serial.class::isInstance)
              .map(Identifier::value)
              .collect(Collectors.toSet());
      assertThat(serials).as(device.id().value()).hasSizeLessThan(2);
    }
  }

  /**
   * Devices that move at random, with a neighbour table that is late or wrong at random: two rounds
   * after the table is correct each device is one record of its own.
   */
  @Property(tries = 200)
  void movingDevicesStaySeparateWithALateNeighbourTable(@ForAll Random random) {
    ModelHarness lan = new ModelHarness();
    int machines = 4;
    int[] at = {1, 2, 3, 4};
    for (int round = 0; round < 12; round++) {
      boolean right = round > 9;
      if (!right && random.nextBoolean()) {
        int one = random.nextInt(machines);
        int other = random.nextInt(machines);
        int held = at[one];
        at[one] = at[other];
        at[other] = held;
      }
      for (int machine = 0; machine < machines; machine++) {
        int shown = right || random.nextInt(3) > 0 ? machine : random.nextInt(machines);
        String address = "192.0.2." + at[machine];
        lan.mdns("machine-" + machine, address, "1" + shown);
        lan.ping(address, "1" + shown);
      }
      lan.pass(Duration.ofSeconds(60));
    }
    for (int machine = 0; machine < machines; machine++) {
      String name = "machine-" + machine;
      Device device = lan.device("hostname:" + name);
      assertThat(device.identifiers())
          .filteredOn(Identifier.HostName.class::isInstance)
          .extracting(Identifier::value)
          .containsExactly(name);
      assertThat(device.address()).contains(address("192.0.2." + at[machine]));
    }
    assertThat(lan.devices().stream().filter(Device::present)).hasSize(machines);
  }

  private static WorkingSet feed(Collection<Report> all) {
    WorkingSet set = new WorkingSet(LIMITS, event -> {}, edit -> {});
    all.forEach(seen -> set.sighted(seen.source(), seen.sighting(), seen.mac(), NOW));
    return set;
  }

  /** Returns everything about the devices that must not depend on the order. */
  private static Set<String> summary(WorkingSet set) {
    Set<String> summary = new TreeSet<>();
    for (Device device : set.deviceTable().devices()) {
      Set<String> evidence =
          device
              .sightings()
              .map(e -> e.source().id() + "/" + e.sighting().key() + "/" + e.sighting().endpoint())
              .collect(Collectors.toCollection(TreeSet::new));
      summary.add(
          device.id()
              + " "
              + device.aliases()
              + " "
              + device.identifiers()
              + " "
              + device.addresses()
              + " "
              + device.ambiguous()
              + " "
              + evidence);
    }
    return summary;
  }

  private static Report seen(int source, int key, int host, int serial, int uuid, int mac) {
    Source[] sources = {
      new Source("ping", "host", "host", Authority.REACHABILITY),
      new Source("ssdp", "device", "ssdp", Authority.GENERAL),
      new Source("bambu", "bambu", "bambu", Authority.OWN)
    };
    InetAddress address = address("192.0.2." + host);
    Sighting.Builder sighting =
        Sighting.of("key" + key, new Endpoint(address, "eth0"), Duration.ofMinutes(1));
    if (serial > 0 && source == 2) {
      sighting.identifier(Identifier.serial("bambu", "0" + serial));
    }
    if (uuid > 1 && source > 0) {
      sighting.identifier(Identifier.uuid("uuid-" + uuid));
    }
    Optional<Identifier> hardware =
        mac > 1 ? Identifier.mac("0a:00:00:00:00:0" + mac) : Optional.empty();
    return new Report(sources[source], sighting.build(), (Identifier.Mac) hardware.orElse(null));
  }

  private static InetAddress address(Report seen) {
    return seen.sighting().endpoint().address();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
