// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerSocketOwnerTest {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid "
          + " timeout\n";

  @TempDir Path net;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  @EnabledOnOs(OS.LINUX)
  void thisUserIsFoundByItsConnection(String address) throws IOException {
    PeerSocketOwner owners = new PeerSocketOwner();
    InetAddress loopback = InetAddress.getByName(address);
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, server.getLocalPort());
        Socket accepted = server.accept()) {
      InetSocketAddress theirs = (InetSocketAddress) accepted.getRemoteSocketAddress();
      InetSocketAddress ours = (InetSocketAddress) accepted.getLocalSocketAddress();

      assertThat(client.isConnected()).isTrue();
      assertThat(owners.own()).isPresent();
      assertThat(owners.of(theirs, ours)).isEqualTo(owners.own());
      assertThat(owners.of(new InetSocketAddress(theirs.getAddress(), 1), ours)).isEmpty();
    }
  }

  @Test
  void anotherUserIsFoundToo() throws IOException {
    Files.writeString(
        net.resolve("tcp"),
        HEAD
            + line("0100007F:1F98", "00000000:0000", 0)
            + line("0100007F:9C40", "0100007F:1F98", 1001)
            + line("0100007F:1F98", "0100007F:9C40", 1000));

    assertThat(new PeerSocketOwner(net, net).of(at(40000), at(8088)))
        .isEqualTo(OptionalInt.of(1001));
  }

  @Test
  void mappedIpv4AddressesAreFound() throws IOException {
    String mapped = "0000000000000000FFFF00000100007F";
    Files.writeString(net.resolve("tcp"), HEAD);
    Files.writeString(net.resolve("tcp6"), HEAD + line(mapped + ":9C40", mapped + ":1F98", 1002));

    assertThat(new PeerSocketOwner(net, net).of(at(40000), at(8088)))
        .isEqualTo(OptionalInt.of(1002));
  }

  @Test
  void unlistedConnectionsAreUnknown() throws IOException {
    PeerSocketOwner owners = new PeerSocketOwner(net, net.resolve("nothing"));

    assertThat(owners.of(at(40000), at(8088))).isEmpty();
    assertThat(owners.own()).isEmpty();

    Files.writeString(net.resolve("tcp"), HEAD + "nonsense\n\n 1: x y z 0 0 0 0\n");
    assertThat(owners.of(at(40000), at(8088))).isEmpty();
  }

  private static String line(String local, String remote, int uid) {
    return "   0: %s %s 01 00000000:00000000 00:00000000 00000000  %d        0 4711 1\n"
        .formatted(local, remote, uid);
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }
}
