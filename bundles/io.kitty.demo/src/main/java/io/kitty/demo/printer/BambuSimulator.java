// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.printer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.Http;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.protocol.SsdpSimulator;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A Bambu Lab printer: it announces itself every five seconds by broadcast on port 2021 and to a
 * group on port 1990, and sends no goodbye (jonans/bsnotify, README;
 * ClusterM/open-bambu-networking, include/obn/ssdp.hpp).
 */
public final class BambuSimulator implements ProtocolSimulator {

  static final int BROADCAST_PORT = 2021;
  static final int GROUP_PORT = 1990;

  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final SimulatedAddress host;
  private final JsonNode values;

  public BambuSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    this.values = values;
  }

  @Override
  public void start() {
    InetSocketAddress all =
        new InetSocketAddress(LoopbackNetwork.broadcastAddress(), BROADCAST_PORT);
    InetSocketAddress group = new InetSocketAddress(SsdpSimulator.GROUP, GROUP_PORT);
    byte[] notification = notification().getBytes(UTF_8);
    host.periodically(
        PERIOD,
        () -> {
          host.send(SsdpSimulator.PORT, notification, all);
          host.send(SsdpSimulator.PORT, notification, group);
        });
  }

  public String notification() {
    return Http.message(
        "NOTIFY * HTTP/1.1",
        List.of(
            "HOST: 239.255.255.250:" + GROUP_PORT,
            "Server: UPnP/1.0",
            "Location: " + host.ip(),
            "NT: urn:bambulab-com:device:3dprinter:1",
            "NTS: ssdp:alive",
            "USN: " + text("serial"),
            "Cache-Control: max-age=1800",
            "DevModel.bambu.com: " + text("model"),
            "DevName.bambu.com: " + text("name"),
            "DevSignal.bambu.com: " + values.path("signal").asInt(-50),
            "DevConnect.bambu.com: lan",
            "DevBind.bambu.com: free",
            "Devseclink.bambu.com: secure",
            "DevInf.bambu.com: wlan0",
            "DevVersion.bambu.com: " + text("version"),
            "DevCap.bambu.com: 1"));
  }

  private String text(String name) {
    return values.path(name).asText();
  }
}
