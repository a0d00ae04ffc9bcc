// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.dns.DnsMessageReader;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Packets;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.ServiceTypes;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressSelectorTest {

  private static final InetAddress SENDER = TestLinks.address("192.0.2.47");

  private static final NetworkLink LAN =
      new NetworkLink(
          "eth0",
          2,
          false,
          null,
          Stream.of("192.0.2.1/24", "fd00:77::1/64", "2001:db8:77::1/64", "fe80::1/64")
              .map(Subnet::parse)
              .toList());

  private final AddressSelector addresses = new AddressSelector("eth0", List.of(LAN));
  private final LinkCache cache =
      new LinkCache(new ServiceTypes(List.of()), InstantSource.system());

  /** A device that states these addresses, in one message each. */
  private CachedHost host(InetAddress sender, Stream<String> stated) {
    stated
        .map(each -> Packets.response().sharedAddress(120, "kiln.local", each).bytes())
        .flatMap(packet -> DnsMessageReader.read(packet, ServiceTypeTable::bytesOf).stream())
        .forEach(message -> cache.handle(message, sender, addresses, 0));
    return cache.known(DnsName.of("kiln.local"), sender).orElseThrow();
  }

  private List<String> endpoints(InetAddress sender, String... stated) {
    return addresses.endpoints(host(sender, Stream.of(stated))).stream()
        .map(Endpoint::address)
        .map(InetAddress::getHostAddress)
        .toList();
  }

  @Test
  void usesTheBestOfEachFamilyWhereverItStands() {
    assertThat(
            endpoints(
                SENDER,
                "fe80::cea1:2bff:fea9:ed8",
                "fd00:77::2",
                "fd00:77::3",
                "2001:db8:77::2",
                "2001:db8:77::3",
                "2001:db8:77::4",
                "192.0.2.47"))
        .containsExactly(
            "192.0.2.47",
            "2001:db8:77:0:0:0:0:2",
            "2001:db8:77:0:0:0:0:3",
            "2001:db8:77:0:0:0:0:4",
            "fd00:77:0:0:0:0:0:2");
  }

  @Test
  void keepsTheAddressesOfTheLinkWhenThereAreTooMany() {
    Stream<String> containers = IntStream.range(0, 40).mapToObj(i -> "172.17." + i + ".1");
    Stream<String> others = IntStream.range(0, 40).mapToObj(i -> "fd00:99::" + (i + 1));
    Stream<String> real = Stream.of("192.0.2.47", "2001:db8:77::47");
    CachedHost host = host(SENDER, Stream.of(containers, others, real).flatMap(each -> each));

    assertThat(host.addresses()).hasSize(32);
    assertThat(addresses.endpoints(host))
        .extracting(Endpoint::address)
        .containsExactly(SENDER, TestLinks.address("2001:db8:77::47"));
  }

  @Test
  void aLinkLocalAddressCountsWhereThereIsNoOther() {
    assertThat(endpoints(TestLinks.address("169.254.9.9"), "169.254.9.9", "fe80::9"))
        .containsExactly("169.254.9.9", "fe80:0:0:0:0:0:0:9%2");
    assertThat(endpoints(SENDER, "192.0.2.47")).containsExactly("192.0.2.47");
  }

  @Test
  void whoStatesAddressesElsewhereIsNotAtTheSenders() {
    CachedHost host = host(SENDER, Stream.of("203.0.113.50", "fe80::50", "127.0.0.1"));

    assertThat(addresses.endpoints(host))
        .containsExactly(new Endpoint(TestLinks.address("203.0.113.50"), ""));
  }

  @Test
  void whoSpeaksItselfFromAnotherNetworkIsMetThere() {
    assertThat(endpoints(TestLinks.address("fe80::9"), "203.0.113.9", "fe80::9"))
        .containsExactly("fe80:0:0:0:0:0:0:9%2");
  }

  @Test
  void whoStatesImpossibleAddressesOnlyIsAtTheSenders() {
    assertThat(endpoints(SENDER, "127.0.0.1", "0.0.0.0", "224.0.0.9", "::1"))
        .containsExactly("192.0.2.47");
  }

  @Test
  void anAddressOfThisHubIsNobodyElses() {
    assertThat(endpoints(SENDER, "192.0.2.1")).isEmpty();
    assertThat(endpoints(SENDER, "192.0.2.1", "192.0.2.47")).containsExactly("192.0.2.47");
  }

  @Test
  void anAddressOfThisHubIsItsOwn() {
    assertThat(endpoints(TestLinks.address("192.0.2.1"), "192.0.2.1")).containsExactly("192.0.2.1");
  }
}
