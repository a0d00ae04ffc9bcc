// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.core.pipeline.SightingQueue.Report;
import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightingQueueTest {

  private static final Source SSDP = source("ssdp");
  private static final Source BEACON = source("beacon");

  private final Set<String> known = new HashSet<>();
  private long now;
  private final SightingQueue queue =
      new SightingQueue(report -> known.contains(report.key()), () -> now);

  private static Source source(String id) {
    return new Source(id, "device", id, Authority.GENERAL);
  }

  private Report sighting(Source source, String key, String via) {
    Endpoint endpoint = new Endpoint(TestLinks.address("192.0.2.7"), "eth0");
    Sighting.Builder sighting = Sighting.of(key, endpoint, Duration.ofMinutes(1));
    if (!via.isEmpty()) {
      sighting.via(TestLinks.address(via));
    }
    return new Report(source, key, endpoint.address(), sighting.build(), now);
  }

  private Report sighting(Source source, String key) {
    return sighting(source, key, "");
  }

  private Report goodbye(Source source, String key) {
    return new Report(source, key, TestLinks.address("192.0.2.7"), null, now);
  }

  private List<String> taken() {
    List<String> taken = new ArrayList<>();
    for (Report next = queue.poll(); next != null; next = queue.poll()) {
      taken.add((next.sighting() == null ? "-" : "") + next.key());
    }
    return taken;
  }

  @Test
  void servesLanesInTurn() {
    known.add("known");
    for (int i = 0; i < 3; i++) {
      queue.add(sighting(BEACON, "flood" + i));
    }
    queue.add(sighting(SSDP, "printer"));
    queue.add(sighting(BEACON, "known"));

    assertThat(taken()).containsExactly("flood0", "printer", "known", "flood1", "flood2");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.weight()).isZero();
  }

  @Test
  void keepsOnlyTheLatestReportOfAKey() {
    Report latest = sighting(SSDP, "printer");
    queue.add(sighting(SSDP, "printer"));
    queue.add(sighting(SSDP, "other"));
    queue.add(latest);

    assertThat(queue.weight()).isEqualTo(2);
    assertThat(queue.poll()).isSameAs(latest);
    assertThat(taken()).containsExactly("other");
  }

  @Test
  void aGoodbyeReplacesEarlierReports() {
    queue.add(sighting(SSDP, "printer"));
    queue.add(goodbye(SSDP, "printer"));
    assertThat(taken()).containsExactly("-printer");

    queue.add(goodbye(SSDP, "printer"));
    queue.add(sighting(SSDP, "printer"));
    assertThat(taken()).containsExactly("printer");
  }

  @Test
  void ownReportsAreNotReplacedByOthersStatements() {
    Report own = sighting(SSDP, "printer");
    queue.add(own);

    assertThat(queue.add(sighting(SSDP, "printer", "192.0.2.9"))).isTrue();
    assertThat(queue.poll()).isSameAs(own);
    assertThat(taken()).isEmpty();
  }

  @Test
  void aFloodOfNewKeysDropsItsOwnReports() {
    known.add("known");
    queue.add(sighting(SSDP, "printer"));
    queue.add(sighting(BEACON, "known"));
    for (int i = 0; i < 3 * SightingQueue.MAX_NEW; i++) {
      queue.add(sighting(BEACON, "flood" + i));
    }

    assertThat(queue.weight()).isEqualTo(SightingQueue.MAX_NEW + 2);
    assertThat(queue.dropped()).isEqualTo(2 * SightingQueue.MAX_NEW);
    assertThat(taken())
        .contains("printer", "known", "flood" + (3 * SightingQueue.MAX_NEW - 1))
        .doesNotContain("flood0");
  }

  @Test
  void dropsStaleReports() {
    queue.add(sighting(SSDP, "printer"));
    now += SightingQueue.MAX_AGE + 1;
    queue.add(sighting(SSDP, "other"));

    assertThat(taken()).containsExactly("other");
    assertThat(queue.dropped()).isEqualTo(1);
  }

  @Test
  void clearsReportsOfAStoppedProtocol() {
    queue.add(sighting(SSDP, "printer"));
    queue.add(goodbye(SSDP, "other"));
    queue.add(sighting(BEACON, "server"));
    queue.clear("ssdp");

    assertThat(queue.weight()).isEqualTo(1);
    assertThat(taken()).containsExactly("server");
    queue.add(sighting(SSDP, "printer"));
    assertThat(taken()).containsExactly("printer");
  }
}
