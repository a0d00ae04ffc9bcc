// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeClock;
import io.kitty.wake.WakeOnLan.Outcome;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends to the broadcast address of the loopback interface only. */
class WakeOnLanServiceTest {

  private static final DeviceId NAS = new DeviceId("mac:00:11:32:aa:bb:cc");

  private final FakeClock clock = new FakeClock();
  private DatagramSocket receiver;
  private List<NetworkLink> links;

  @BeforeEach
  void open() throws Exception {
    receiver = new DatagramSocket(0);
    receiver.setSoTimeout(10_000);
    Subnet loopback = new Subnet(InetAddress.getByName("127.0.0.1"), 8);
    links = List.of(new NetworkLink("lo", 1, true, null, List.of(loopback)));
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Outcome wake(String... macs) {
    return service(macs).wake(NAS);
  }

  private WakeOnLanService service(String... macs) {
    TreeSet<Identifier> identifiers = new TreeSet<>();
    Arrays.stream(macs).flatMap(mac -> Identifier.mac(mac).stream()).forEach(identifiers::add);
    Device device = Device.builder(NAS, "ping").identifiers(identifiers).facts(Map.of()).build();
    return new WakeOnLanService(
        id -> Optional.of(device).filter(each -> each.id().equals(id)),
        () -> links,
        clock::nanos,
        receiver.getLocalPort());
  }

  private String received() throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[256], 256);
    receiver.receive(packet);
    return HexFormat.of().formatHex(packet.getData(), 0, packet.getLength());
  }

  @Test
  void sendsTheMagicPacketThreeTimes() throws Exception {
    assertThat(wake("00:11:32:aa:bb:cc")).isEqualTo(Outcome.SENT);

    for (int i = 0; i < 3; i++) {
      assertThat(received()).isEqualTo("ffffffffffff" + "001132aabbcc".repeat(16));
    }
  }

  @Test
  void sendsToStableMacsOnly() throws Exception {
    assertThat(wake("02:11:32:aa:bb:cc", "00:11:32:aa:bb:cd")).isEqualTo(Outcome.SENT);
    assertThat(received()).endsWith("001132aabbcd");

    assertThat(wake("02:11:32:aa:bb:cc")).isEqualTo(Outcome.RANDOM_MAC);
    assertThat(wake()).isEqualTo(Outcome.NO_MAC);
    assertThat(service().wake(new DeviceId("host:10.0.0.1"))).isEqualTo(Outcome.UNKNOWN_DEVICE);
  }

  @Test
  void wakesOneDeviceOnceASecond() {
    WakeOnLanService service = service("00:11:32:aa:bb:cc");
    assertThat(service.wake(NAS)).isEqualTo(Outcome.SENT);
    clock.advance(Duration.ofMillis(999));
    assertThat(service.wake(NAS)).isEqualTo(Outcome.TOO_SOON);
    clock.advance(Duration.ofMillis(1));
    assertThat(service.wake(NAS)).isEqualTo(Outcome.SENT);
  }

  @Test
  void sendsNothingWithoutAnInterface() {
    links = List.of();
    assertThat(wake("00:11:32:aa:bb:cc")).isEqualTo(Outcome.NOT_SENT);
  }
}
