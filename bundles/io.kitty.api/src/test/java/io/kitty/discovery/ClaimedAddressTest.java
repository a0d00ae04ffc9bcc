// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedAddressTest {

  private static final InetAddress SENDER = address("192.0.2.77");

  private static InetAddress address(String literal) {
    return Subnet.parse(literal).address();
  }

  private static InetAddress addressFor(String claim) {
    NetworkLink lan = new NetworkLink("eth0", 2, false, null, List.of(Subnet.parse("10.1.0.1/22")));
    return ClaimedAddress.addressOr(SENDER, claim, List.of(lan));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.77", "10.1.2.255", "10.1.0.9", "1.1.1.1", "223.255.255.254"})
  void acceptsPlausibleAddresses(String claim) {
    assertThat(addressFor(claim)).isEqualTo(address(claim));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.1.1",
        "224.0.0.251",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "10.1.3.255"
      })
  void replacesImpossibleAddressesByTheSender(String claim) {
    assertThat(addressFor(claim)).isEqualTo(SENDER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "invalid",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.01",
        "1.2.3.4.5",
        "::1",
        "2130706433",
        "10.0.0.5 ",
        "\u0661.2.3.4"
      })
  void replacesMalformedTextByTheSender(String claim) {
    assertThat(ClaimedAddress.ipv4(claim)).isEmpty();
    assertThat(addressFor(claim)).isEqualTo(SENDER);
  }

  @Test
  void acceptsLinkLocalAddressesFromLinkLocalSenders() {
    assertThat(ClaimedAddress.addressOr(address("169.254.7.7"), "169.254.1.1", List.of()))
        .isEqualTo(address("169.254.1.1"));
  }
}
