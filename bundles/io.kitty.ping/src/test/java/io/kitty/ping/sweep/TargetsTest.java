// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.ping.network.Ipv4Ints;
import io.kitty.ping.network.Ipv4Network;
import io.kitty.testkit.TestLinks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

  private static Targets of(String... subnets) {
    return Targets.of(List.of(subnets), List.of(), 16);
  }

  private static List<String> addresses(Targets targets) {
    return IntStream.range(0, targets.size())
        .mapToObj(host -> Ipv4Ints.address(targets.address(host)).getHostAddress())
        .toList();
  }

  private static NetworkLink link(String name, String... subnets) {
    return new NetworkLink(
        name, 2, false, null, Arrays.stream(subnets).map(Subnet::parse).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 254, 192.0.2.1, 192.0.2.254",
    "192.0.2.77/30, 2, 192.0.2.77, 192.0.2.78",
    "192.0.2.6/31, 2, 192.0.2.6, 192.0.2.7",
    "192.0.2.7/32, 1, 192.0.2.7, 192.0.2.7",
    "192.0.2.7, 1, 192.0.2.7, 192.0.2.7",
    "127.255.0.0/16, 65534, 127.255.0.1, 127.255.255.254",
    "128.0.0.0/16, 65534, 128.0.0.1, 128.0.255.254",
    "223.255.255.0/24, 254, 223.255.255.1, 223.255.255.254"
  })
  void aNetworkHasItsHostsButNotItsOwnAndItsBroadcastAddress(
      String subnet, int size, String first, String last) {
    List<String> addresses = addresses(of(subnet));

    assertThat(addresses).hasSize(size).doesNotHaveDuplicates().startsWith(first).endsWith(last);
  }

  @Test
  void overlappingNetworksAreSweptOnce() {
    Targets targets = of("192.0.2.0/24", "192.0.2.128/25", "192.0.2.0/24", "192.0.2.0/31");

    assertThat(addresses(targets)).hasSize(255).doesNotHaveDuplicates().contains("192.0.2.0");
    assertThat(targets.networks()).hasSize(1);
  }

  @Test
  void aHostBelongsToTheOutermostNetwork() {
    Targets targets = of("198.51.100.0/30", "10.1.0.0/16", "10.1.2.0/24");

    assertThat(targets.networks()).hasSize(2);
    for (int host = 0; host < targets.size(); host++) {
      Ipv4Network network = targets.networks().get(targets.networkOf(targets.blockOf(host)));
      assertThat(targets.address(host)).isBetween(network.firstHost(), network.lastHost());
      assertThat(targets.hostOf(targets.address(host))).isEqualTo(host);
    }
  }

  @Test
  void refusesATooLargeNetworkAndSweepsTheOthers() {
    Targets targets = of("10.0.0.0/8", "192.0.2.0/30");

    assertThat(addresses(targets)).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(targets.refused())
        .containsExactly(
            "subnets = 10.0.0.0/8: larger than the allowed /16; name parts of it, or lower"
                + " largest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"printer", "192.0.2.0/33", "192.0.2.256/24", "10.0.0/24", "2001:db8::/64"})
  void refusesAnInvalidEntryAndSweepsTheOthers(String bad) {
    Targets targets = of(bad, "192.0.2.0/30");

    assertThat(targets.size()).isEqualTo(2);
    assertThat(targets.refused())
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason).startsWith("subnets = " + bad + ": ").contains("192.168."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"224.0.0.0/24", "255.255.255.255", "0.0.0.0/16", "240.0.0.1"})
  void refusesNonUnicastAddresses(String bad) {
    Targets targets = of(bad);

    assertThat(targets.size()).isZero();
    assertThat(targets.refused()).containsExactly("subnets = " + bad + ": not addresses of hosts");
  }

  @Test
  void sweepsOnLinkNetworksByDefault() {
    Targets targets =
        Targets.of(
            List.of(),
            List.of(link("eth0", "192.0.2.1/29", "2001:db8::1/64"), link("eth1", "10.1.2.3/9")),
            16);

    assertThat(addresses(targets)).hasSize(6).contains("192.0.2.1", "192.0.2.6");
    assertThat(targets.networks()).extracting(Ipv4Network::interfaceName).containsExactly("eth0");
    assertThat(targets.refused())
        .containsExactly(
            "eth1 has 10.1.2.3/9: larger than the allowed /16; name the parts to sweep in subnets");
  }

  @Test
  void configuredNetworksReplaceTheOnLinkOnes() {
    Targets targets =
        Targets.of(List.of("192.0.2.8/30", "198.51.100.0/30"), List.of(TestLinks.lan()), 16);

    assertThat(addresses(targets)).hasSize(4);
    assertThat(targets.networks())
        .extracting(Ipv4Network::interfaceName)
        .containsExactlyInAnyOrder("eth0", "");
  }
}
