// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.testkit.TestLinks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentedSubnetTest {

  private static Optional<SegmentedSubnet> at(String name, String... addresses) {
    List<Subnet> subnets = Stream.of(addresses).map(Subnet::parse).toList();
    return SegmentedSubnet.of(new NetworkLink(name, 2, false, null, subnets));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/16,    10.1.0.0,   65534,    256,   10.1.2.0/24",
    "10.1.2.3/8,     10.0.0.0,   16777214, 65536, 10.1.2.0/24",
    "10.1.2.3/22,    10.1.0.0,   1022,     4,     10.1.2.0/24",
    "10.1.2.3/23,    10.1.2.0,   510,      2,     10.1.2.0/24",
    "10.200.130.9/17,10.200.128.0,32766,   128,   10.200.130.0/24",
    "172.16.0.1/12,  172.16.0.0, 1048574,  4096,  172.16.0.0/24",
    "172.31.4.1/16,  172.31.0.0, 65534,    256,   172.31.4.0/24",
  })
  void aLargePrivateNetworkMayBeSegmented(
      String address, String network, long hosts, long segments, String domain) {
    assertThat(at("eth0", address))
        .hasValueSatisfying(
            found -> {
              assertThat(found.interfaceName()).isEqualTo("eth0");
              assertThat(found.network()).isEqualTo(network);
              assertThat(found.totalHosts()).isEqualTo(hosts);
              assertThat(found.segments()).isEqualTo(segments);
              assertThat(found.broadcastDomain()).isEqualTo(domain);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3/24",
        "10.1.2.3/30",
        "10.1.2.3/32",
        "10.1.2.3/7",
        "11.1.2.3/16",
        "9.255.0.1/16",
        "172.15.0.1/16",
        "172.32.0.1/16",
        "172.16.0.1/11",
        "192.168.0.1/16",
        "192.168.4.1/22",
        "169.254.7.7/16",
        "100.64.0.1/10",
        "8.8.8.8/8",
        "fd00::1/16"
      })
  void othersAreNot(String address) {
    assertThat(at("eth0", address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.255.3/16", "10.1.3.3/22", "10.255.255.3/8", "172.31.255.3/12"})
  void ignoresNetworksWithTheBroadcastAddressOfTheSegment(String address) {
    assertThat(at("eth0", address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker0", "br-4f6c", "veth12", "virbr0", "cni0", "flannel.1", "lo"})
  void ignoresVirtualNetworks(String name) {
    assertThat(at(name, "172.17.0.1/16")).isEmpty();
  }

  @Test
  void ignoresLoopback() {
    assertThat(SegmentedSubnet.of(TestLinks.loopback())).isEmpty();
  }

  @Test
  void checksEveryAddressOfAnInterface() {
    assertThat(at("eth0", "fe80::1/64", "192.168.1.2/24", "10.1.2.3/16"))
        .hasValueSatisfying(found -> assertThat(found.network()).isEqualTo("10.1.0.0"));
  }

  @Test
  void theHintHasAllNumbers() {
    assertThat(at("eth0", "10.1.2.3/16").orElseThrow().hint())
        .contains(
            "interface eth0",
            "ip 10.1.2.3",
            "network 10.1.0.0",
            "prefix 16",
            "total hosts 65534",
            "segments 256",
            "likely broadcast domain 10.1.2.0/24");
  }

  @Property
  void theNumbersAreConsistent(
      @ForAll @IntRange(max = 255) int second,
      @ForAll @IntRange(max = 255) int third,
      @ForAll @IntRange(min = 8, max = 23) int prefix) {
    Subnet address = new Subnet(TestLinks.address("10." + second + "." + third + ".7"), prefix);

    at("eth0", address.toString())
        .ifPresent(
            found -> {
              assertThat(found.segments() * 256).isEqualTo(found.totalHosts() + 2);
              assertThat(address.contains(TestLinks.address(found.network()))).isTrue();
              assertThat(Subnet.parse(found.broadcastDomain()).contains(address.address()))
                  .isTrue();
            });
  }
}
