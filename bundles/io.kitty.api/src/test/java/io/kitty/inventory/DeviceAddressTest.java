// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.discovery.Subnet;
import io.kitty.identifier.DeviceId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceAddressTest {

  @Test
  void ordersNumericallyWithIpv6AndNoneLast() {
    Device nowhere = device("a:1");
    Device six = device("a:2", "::1");
    Device high = device("a:3", "192.0.2.1");
    Device ten = device("a:4", "10.0.0.10");
    Device nine = device("a:5", "10.0.0.9", "10.0.0.200");
    assertThat(DeviceQuery.sorted(Stream.of(nowhere, six, high, ten, nine)))
        .containsExactly(nine, ten, high, six, nowhere);
  }

  @Test
  void ordersEqualAddressesById() {
    Device one = device("a:1", "10.0.0.9");
    Device two = device("a:2", "10.0.0.9");
    assertThat(DeviceQuery.sorted(Stream.of(two, one))).containsExactly(one, two);
    assertThat(DeviceQuery.sorted(Stream.of(device("b:2"), device("b:1"))))
        .containsExactly(device("b:1"), device("b:2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.9", "fe80::1", ""})
  void parsesWhatItPrints(String address) {
    DeviceAddress place =
        DeviceAddress.of(address.isEmpty() ? device("a:b%20c") : device("a:b%20c", address));

    assertThat(DeviceAddress.parse(place.toString())).hasValue(place);
    assertThat(DeviceAddress.parse(place.toString()).orElseThrow()).isEqualByComparingTo(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "0a", "0a000009 ", "0a000009 x", "0a00000 a:1", "xy a:1"})
  void rejectsMalformedText(String text) {
    assertThat(DeviceAddress.parse(text)).isEmpty();
  }

  private static Device device(String id, String... addresses) {
    return Device.builder(new DeviceId(id), "ssdp")
        .addresses(Stream.of(addresses).map(address -> Subnet.parse(address).address()).toList())
        .build();
  }
}
