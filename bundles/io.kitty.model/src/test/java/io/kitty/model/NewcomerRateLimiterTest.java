// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.evidence.SightingKey;
import io.kitty.testkit.TestLinks;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewcomerRateLimiterTest {

  private static final Mac STRANGER = (Mac) Identifier.mac("0a:00:00:00:00:66").orElseThrow();
  private static final Mac PRINTER = (Mac) Identifier.mac("0a:00:00:00:00:07").orElseThrow();

  private final NewcomerRateLimiter limiter = new NewcomerRateLimiter();
  private long nanos;

  private boolean admits(String key, String address, @Nullable Mac mac, boolean elsewhere) {
    return limiter.admits(
        new SightingKey("beacon", key),
        new Endpoint(TestLinks.address(address), "eth0"),
        mac,
        elsewhere,
        nanos);
  }

  private int admitted(int from, int to, @Nullable Mac mac) {
    int admitted = 0;
    for (int i = from; i < to; i++) {
      admitted += admits("new-" + i, "10.0." + i / 250 % 250 + "." + i % 250, mac, false) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void admitsALargeNetworkButNotAFlood() {
    assertThat(admitted(0, 1000, null)).isEqualTo(1000);
    assertThat(admitted(1000, 10_000, null)).isEqualTo(500);

    nanos += TimeUnit.SECONDS.toNanos(10);
    assertThat(admitted(10_000, 20_000, null)).isEqualTo(100);
  }

  @Test
  void otherMacAddressesAreNotAffected() {
    admitted(0, 10_000, STRANGER);

    assertThat(admits("printer", "192.0.2.7", STRANGER, false)).isFalse();
    assertThat(admits("printer", "192.0.2.7", PRINTER, false)).isTrue();
  }

  @Test
  void admitsRepeatedSightings() {
    admitted(0, 10_000, null);

    assertThat(admits("printer", "192.0.2.7", null, false)).isFalse();
    assertThat(admits("printer", "192.0.2.7", null, false)).isFalse();
    nanos += TimeUnit.MILLISECONDS.toNanos(1500);
    admitted(10_000, 15_000, null);
    assertThat(admits("printer", "192.0.2.7", null, false)).isTrue();
  }

  @Test
  void limitsNewAddressesOfAKey() {
    int admitted = 0;
    for (int i = 0; i < 200; i++) {
      admitted += admits("everywhere", "192.0.2." + i, null, true) ? 1 : 0;
    }

    assertThat(admitted).isEqualTo(32);
    nanos += TimeUnit.SECONDS.toNanos(1);
    assertThat(admits("everywhere", "192.0.2.250", null, true)).isTrue();
  }
}
