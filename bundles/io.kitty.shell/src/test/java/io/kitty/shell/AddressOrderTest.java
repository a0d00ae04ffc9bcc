// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.testkit.Devices;
import io.kitty.testkit.Links;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressOrderTest {

  @Test
  void countsNumbersAndPutsIpv6AndNoneLast() {
    Device nowhere = Samples.at(Devices.host(5));
    Device six = Samples.at(Devices.host(1), Links.address("::1"));
    Device high = Samples.at(Devices.host(2), Links.address("192.0.2.1"));
    Device ten = Samples.at(Devices.host(3), Links.address("10.0.0.10"));
    Device nine = Samples.at(Devices.host(4), Links.address("10.0.0.9"));
    List<Device> sorted =
        Stream.of(nowhere, six, high, ten, nine).sorted(new AddressOrder()).toList();
    assertThat(sorted).containsExactly(nine, ten, high, six, nowhere);
  }

  @Test
  void isSettledByTheIdWhereTheAddressIsTheSame() {
    Device one = Devices.host(0);
    Device other = Devices.printer(0);
    assertThat(Stream.of(other, one).sorted(new AddressOrder())).containsExactly(one, other);
  }
}
