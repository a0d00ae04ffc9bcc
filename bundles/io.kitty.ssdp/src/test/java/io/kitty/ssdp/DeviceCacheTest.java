// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.ssdp.message.SsdpMessages;
import io.kitty.ssdp.message.SsdpParser;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeviceCacheTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final DeviceCache devices = new DeviceCache();

  private static InetAddress host(int number) {
    return TestLinks.address("10.0." + number / 256 + "." + number % 256);
  }

  private boolean add(int host, int udn, long now) {
    byte[] message = SsdpMessages.alive("uuid:" + udn, "upnp:rootdevice", "");
    Endpoint endpoint = new Endpoint(host(host), "eth0");
    return devices.add(
        host(host), new UpnpDevice(SsdpParser.parse(message).orElseThrow(), endpoint, now), now);
  }

  @Test
  void keepsWhatWasAddedUntilItIsRemoved() {
    add(1, 1, 0);

    assertThat(devices.find(host(1), "uuid:1")).isPresent();
    assertThat(devices.find(host(2), "uuid:1")).isEmpty();
    devices.remove(host(2), "uuid:1");
    assertThat(devices.at(host(1))).hasSize(1);
    devices.remove(host(1), "uuid:1");
    assertThat(devices.at(host(1))).isEmpty();
  }

  @Test
  void boundsTheDevicesOfOneAddress() {
    for (int udn = 0; udn < 64; udn++) {
      assertThat(add(1, udn, 0)).isTrue();
    }

    assertThat(add(1, 64, 0)).isFalse();
    assertThat(add(2, 64, 0)).isTrue();
    assertThat(add(1, 65, HOUR)).as("the others have expired").isTrue();
    assertThat(devices.at(host(1))).hasSize(1);
  }

  @Test
  void evictsFromTheAddressWithMost() {
    for (int host = 0; host < 16; host++) {
      for (int udn = 0; udn < 64; udn++) {
        add(host, udn, host * 100 + udn);
      }
    }

    assertThat(add(99, 1, 5000)).isTrue();

    assertThat(devices.find(host(99), "uuid:1")).isPresent();
    assertThat(devices.find(host(0), "uuid:0")).isEmpty();
    assertThat(devices.at(host(0))).hasSize(63);
    assertThat(devices.at(host(1))).hasSize(64);
  }

  @Test
  void evictsNoneFromAnAddressWithAsFew() {
    for (int host = 0; host < 1024; host++) {
      add(host, 1, 0);
    }

    assertThat(add(2000, 1, 0)).isTrue();
    assertThat(add(2000, 2, 0)).isFalse();
  }
}
