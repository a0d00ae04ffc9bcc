// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.announce.Announcement;
import io.kitty.announce.AnnouncementStats;
import io.kitty.announce.Announcer;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.multicast.counters.PublisherNames;
import io.kitty.multicast.counters.ServiceRegistrar;
import io.kitty.multicast.group.SentPackets;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnouncerFactoryServiceTest {

  private record Registered(Object service, List<Class<?>> types, Map<String, ?> properties) {}

  private final Map<Object, Registered> services = new LinkedHashMap<>();
  private final ServiceRegistrar registrar =
      (service, types, properties) -> {
        Object key = new Object();
        services.put(key, new Registered(service, types, properties));
        return () -> services.remove(key);
      };
  private final PublisherNames names = new PublisherNames();
  private final AnnouncerFactoryService announcers =
      new AnnouncerFactoryService(registrar, names, new SentPackets());

  private static Announcement announcement(String message) {
    return new Announcement(
        message, TestLinks.address("224.1.1.1"), 5004, 2, Duration.ofSeconds(2));
  }

  @Test
  void anAnnouncerRunsOnceItHasAContext() throws Exception {
    Announcer announcer = announcers.announce("farm", announcement("{\"type\":\"x\"}"));
    assertThat(announcer.running()).isFalse();

    assertThat(services.values())
        .extracting(Registered::types)
        .containsExactlyInAnyOrder(
            List.of(Announcer.class, AnnouncementStats.class), List.of(DiscoveryProvider.class));
    assertThat(services.values()).allMatch(each -> "farm".equals(each.properties().get("name")));
    Registered provider =
        services.values().stream()
            .filter(each -> each.types().contains(DiscoveryProvider.class))
            .findFirst()
            .orElseThrow();
    assertThat(provider.properties().get("kitty.protocol.id")).isEqualTo("publisher");
    try (FakeContext context = new FakeContext()) {
      ((DiscoveryProvider) provider.service()).start(context);
      assertThat(announcer.running()).isTrue();
      assertThat(context.sent()).hasSize(1);
    }
    assertThat(announcer.running()).isFalse();
  }

  @Test
  void refusesAnInvalidMessageOrNameWithoutSideEffects() {
    for (String message : List.of("", "nothing", "[]", "{\"a\":\"" + "x".repeat(1400) + "\"}")) {
      assertThatThrownBy(() -> announcers.announce("farm", announcement(message)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String name : List.of("", "a b", "x".repeat(65), "listener", "devices")) {
      assertThatThrownBy(() -> announcers.announce(name, announcement("{}")))
          .isInstanceOf(IllegalArgumentException.class);
    }

    assertThat(services).isEmpty();
    assertThat(names.take("farm")).isTrue();
  }

  @Test
  void aNameIsTakenUntilItsAnnouncerIsClosed() {
    Announcer first = announcers.announce("farm", announcement("{}"));
    assertThatThrownBy(() -> announcers.announce("farm", announcement("{}")))
        .hasMessage("there is an announcer of that name: farm");

    first.close();
    first.close();

    assertThat(services).isEmpty();
    announcers.announce("farm", announcement("{}"));
    assertThat(services).hasSize(2);
  }

  @Test
  void closesAllAnnouncersOfAStoppedBundle() {
    announcers.announce("one", announcement("{}"));
    announcers.announce("two", announcement("{}"));
    AnnouncerFactoryService other =
        new AnnouncerFactoryService(registrar, names, new SentPackets());
    other.announce("three", announcement("{}"));

    announcers.stop();

    assertThat(services.values().stream().map(each -> (Object) each.properties().get("name")))
        .isSubsetOf(Set.of("three"))
        .hasSize(2);
  }
}
