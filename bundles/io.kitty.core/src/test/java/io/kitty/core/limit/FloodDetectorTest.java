// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.hub.Flood;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.testkit.TestLinks;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FloodDetectorTest {

  private static final Mac MAC = (Mac) Identifier.mac("0a:00:00:00:00:66").orElseThrow();

  private Instant now = Instant.parse("2025-01-01T00:00:00Z");
  private final FloodDetector floods = new FloodDetector(endpoint -> MAC, () -> now);

  private void second(int packets, int senders) {
    for (int i = 0; i < packets; i++) {
      floods.count(
          "ssdp", "eth0", TestLinks.address("10.0." + i % senders / 250 + "." + i % senders % 250));
    }
    pass();
  }

  private void pass() {
    now = now.plusSeconds(1);
    floods.check(now);
  }

  @Test
  void reportsAFloodUntilItEnds() {
    second(5000, 1);
    second(5000, 1);
    assertThat(floods.current()).isEmpty();

    second(5000, 1);
    Flood flood = floods.current().get(0);
    assertThat(flood.sender()).isEqualTo(TestLinks.address("10.0.0.0"));
    assertThat(flood.mac()).isEqualTo(MAC);
    assertThat(flood.rate()).isEqualTo(5000);
    assertThat(flood.text())
        .isEqualTo(
            "10.0.0.0 (0a:00:00:00:00:66) floods ssdp on eth0 with 5000 packets a second; what is"
                + " too much is dropped");
    Instant since = flood.since();

    second(6000, 1);
    assertThat(floods.current().get(0).since()).isEqualTo(since);
    for (int i = 0; i < FloodDetector.ENDS_AFTER; i++) {
      assertThat(floods.current()).hasSize(1);
      pass();
    }
    assertThat(floods.current()).isEmpty();
  }

  @Test
  void detectsFloodsFromManySenders() {
    second(3500, 3500);
    second(3500, 3500);
    second(3500, 3500);

    Flood flood = floods.current().get(0);
    assertThat(flood.sender()).isNull();
    assertThat(flood.senders()).isEqualTo(3500);
    assertThat(flood.text()).startsWith("3500 addresses flood ssdp on eth0 with 3500 packets");
  }

  @Test
  void detectsFloodsOfNewKeys() {
    for (int second = 0; second < FloodDetector.BEGINS_AFTER; second++) {
      for (int i = 0; i < FloodDetector.NEW; i++) {
        floods.countNew("ssdp", new Endpoint(TestLinks.address("10.1.0." + i), "eth0"));
      }
      second(400, 400);
    }

    assertThat(floods.current()).hasSize(1);
  }

  @Test
  void shortBurstsAreNoFlood() {
    second(5000, 1);
    pass();
    second(900, 1);
    second(1900, 300);
    second(1900, 300);
    second(1900, 300);

    assertThat(floods.current()).isEmpty();
  }

  @Test
  void detectsForgedSenders() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(floods.count("ssdp", "eth0", TestLinks.address("10.0.0." + i % 200))).isNull();
    }

    for (int i = 0; i < FloodDetector.FORGED_SENDERS; i++) {
      floods.count("ssdp", "eth0", TestLinks.address("10.1." + i / 250 + "." + i % 250));
    }
    assertThat(floods.count("ssdp", "eth0", TestLinks.address("10.2.0.1"))).isEqualTo(now);
    assertThat(floods.count("ssdp", "eth1", TestLinks.address("10.2.0.1"))).isNull();
  }

  @Test
  void readsFewPacketsOfForgedSenders() {
    second(5000, 5000);
    Instant since = now.minusSeconds(1);

    for (int second = 0; second < 3; second++) {
      for (int i = 0; i < FloodDetector.FORGED_READ; i++) {
        assertThat(floods.count("ssdp", "eth0", TestLinks.address("10.0.0." + i))).isNull();
      }
      assertThat(floods.count("ssdp", "eth0", TestLinks.address("10.0.0.1"))).isEqualTo(since);
      second(5000, 5000);
    }
    pass();

    second(200, 200);
    assertThat(floods.count("ssdp", "eth0", TestLinks.address("10.0.0.1"))).isNull();
  }
}
