// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final AtomicLong clock = new AtomicLong();
  private final RateLimit limit = new RateLimit(5, clock::get);

  @Test
  void theBurstIsTenSecondsOfTheRate() throws UnknownHostException {
    assertThat(admitted("192.0.2.1", 100)).isEqualTo(50);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(admitted("192.0.2.1", 100)).isEqualTo(10);
    clock.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(admitted("192.0.2.1", 100)).isEqualTo(50);
  }

  @Test
  void eachClientHasItsOwnLimit() throws UnknownHostException {
    admitted("192.0.2.1", 100);

    assertThat(admitted("192.0.2.2", 1)).isEqualTo(1);
  }

  @Test
  void anIpv6NetworkIsOneClient() throws UnknownHostException {
    admitted("2001:db8::1", 100);

    assertThat(admitted("2001:db8::2", 1)).isZero();
    assertThat(admitted("2001:db8:0:1::1", 1)).isEqualTo(1);
    admitted("fe80::1", 100);
    assertThat(admitted("fe80::2", 1)).isEqualTo(1);
  }

  @Test
  void theNumberOfClientsIsLimited() throws UnknownHostException {
    admitted("192.0.2.1", 100);
    for (int i = 0; i < 5000; i++) {
      admitted("10.0." + (i >> 8) + "." + (i & 255), 1);
    }

    assertThat(admitted("192.0.2.1", 1)).isEqualTo(1);
    assertThat(limit.clients()).isEqualTo(4096);
  }

  private long admitted(String client, int requests) throws UnknownHostException {
    String address = RateLimit.keyOf(InetAddress.getByName(client));
    return IntStream.range(0, requests).filter(i -> limit.admits(address)).count();
  }
}
