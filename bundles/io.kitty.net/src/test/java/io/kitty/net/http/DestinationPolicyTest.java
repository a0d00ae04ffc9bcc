// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.testkit.TestLinks;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationPolicyTest {

  private static final InetAddress FAR = TestLinks.address("198.51.100.7");

  private static boolean allows(String address, int port, NetworkLink... links) {
    return allows(TestLinks.address(address), port, links);
  }

  private static boolean allows(InetAddress address, int port, NetworkLink... links) {
    return new DestinationPolicy(() -> List.of(links), FAR::equals, () -> Set.of(8088))
        .objection(address, port)
        .isEmpty();
  }

  @Test
  void allowsASelectedNetworkAndPresentDevices() {
    assertThat(allows("192.0.2.7", 80, TestLinks.lan())).isTrue();
    assertThat(allows("192.0.2.7", 8088, TestLinks.lan())).as("another hub").isTrue();
    assertThat(allows("198.51.100.7", 80, TestLinks.lan())).isTrue();
    assertThat(allows("198.51.100.8", 80, TestLinks.lan())).isFalse();
    assertThat(allows("192.0.2.7", 80)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.251",
        "ff02::1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.2.255"
      })
  void forbidsWhatIsNoOtherMachine(String address) {
    assertThat(allows(address, 80, TestLinks.lan())).isFalse();
  }

  @Test
  void allowsTheLoopbackInterfaceOnlyIfItIsSelected() {
    assertThat(allows("127.0.0.1", 80, TestLinks.loopback())).isTrue();
    assertThat(allows("127.0.0.1", 8088, TestLinks.loopback())).as("its own port").isFalse();
  }

  @Test
  void aLinkLocalAddressIsOneOfItsInterface() throws UnknownHostException {
    NetworkLink link = new NetworkLink("eth0", 2, false, null, List.of(Subnet.parse("fe80::1/64")));
    byte[] bytes = TestLinks.address("fe80::7").getAddress();

    assertThat(allows(Inet6Address.getByAddress(null, bytes, 2), 80, link)).isTrue();
    assertThat(allows(Inet6Address.getByAddress(null, bytes, 3), 80, link)).isFalse();
    assertThat(allows("fe80::7", 80, link)).isTrue();
  }
}
