// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A Bambu Lab printer: it repeats itself every five seconds to all on port 2021 and to a group on
 * port 1990, and says nothing when it is switched off (jonans/bsnotify, README;
 * ClusterM/open-bambu-networking, include/obn/ssdp.hpp).
 */
final class BambuSimulator implements ProtocolSimulator {

  static final int BROADCAST_PORT = 2021;
  static final int GROUP_PORT = 1990;

  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final SimulatedAddress place;
  private final JsonNode words;

  BambuSimulator(SimulatedAddress place, JsonNode words) {
    this.place = place;
    this.words = words;
  }

  @Override
  public void begin() {
    InetSocketAddress all = new InetSocketAddress(LoopbackNetwork.everybody(), BROADCAST_PORT);
    InetSocketAddress group = new InetSocketAddress(SsdpSimulator.GROUP, GROUP_PORT);
    byte[] notification = notification().getBytes(UTF_8);
    place.every(
        PERIOD,
        () -> {
          place.send(SsdpSimulator.PORT, notification, all);
          place.send(SsdpSimulator.PORT, notification, group);
        });
  }

  String notification() {
    return Http.message(
        "NOTIFY * HTTP/1.1",
        List.of(
            "HOST: 239.255.255.250:" + GROUP_PORT,
            "Server: UPnP/1.0",
            "Location: " + place.ip(),
            "NT: urn:bambulab-com:device:3dprinter:1",
            "NTS: ssdp:alive",
            "USN: " + word("serial"),
            "Cache-Control: max-age=1800",
            "DevModel.bambu.com: " + word("model"),
            "DevName.bambu.com: " + word("name"),
            "DevSignal.bambu.com: " + words.path("signal").asInt(-50),
            "DevConnect.bambu.com: lan",
            "DevBind.bambu.com: free",
            "Devseclink.bambu.com: secure",
            "DevInf.bambu.com: wlan0",
            "DevVersion.bambu.com: " + word("version"),
            "DevCap.bambu.com: 1"));
  }

  private String word(String name) {
    return words.path(name).asText();
  }
}
