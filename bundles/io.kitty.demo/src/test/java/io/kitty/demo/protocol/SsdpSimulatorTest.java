// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.demo.network.DemoHarness;
import io.kitty.demo.network.Http;
import io.kitty.demo.network.LoopbackNetwork;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class SsdpSimulatorTest {

  private static final String UDN = "uuid:5d1c0f6e-6a53-4a0b-9a3e-0d3a000000ff";
  private static final String WORDS =
      """
      {"uuid": "5d1c0f6e-6a53-4a0b-9a3e-0d3a000000ff", "type": "urn:x:device:Kiln:1", "name": "K & <K>",
       "manufacturer": "M", "model": "K2"}
      """;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private DemoHarness harness;
  private SsdpSimulator simulator;

  @BeforeEach
  void begin() throws Exception {
    harness = new DemoHarness();
    harness.host.own(
        harness.network.open(
            SsdpSimulator.GROUP,
            SsdpSimulator.PORT,
            (payload, from) -> {
              if (from.getAddress().equals(harness.host.address())) {
                received.add(new String(payload, UTF_8));
              }
            }));
    simulator = new SsdpSimulator(harness.host, DemoHarness.values(WORDS));
    harness.start(simulator);
  }

  @AfterEach
  void end() throws Exception {
    harness.close();
  }

  @Test
  void announcesItselfOncePerType() {
    await().until(() -> received.size() == 3);

    assertThat(received).allMatch(each -> each.contains("\r\nNTS: ssdp:alive\r\n"));
    assertThat(received)
        .map(each -> Http.headers(each).get("usn"))
        .containsExactly(UDN + "::upnp:rootdevice", UDN, UDN + "::urn:x:device:Kiln:1");
  }

  @Test
  void answersASearchOnceForEachTypeThatItIsAbout() throws Exception {
    byte[] search =
        Http.message(
                "M-SEARCH * HTTP/1.1",
                List.of(
                    "HOST: 239.255.255.250:1900",
                    "MAN: \"ssdp:discover\"",
                    "MX: 1",
                    "ST: upnp:rootdevice"))
            .getBytes(UTF_8);
    var answers = new CopyOnWriteArrayList<String>();
    var own =
        harness.network.open(
            harness.client.getLocalAddress(),
            0,
            (payload, from) -> {
              if (from.getAddress().equals(harness.host.address())) {
                answers.add(new String(payload, UTF_8));
              }
            });
    harness.host.own(own);

    LoopbackNetwork.send(
        own, search, new InetSocketAddress(SsdpSimulator.GROUP, SsdpSimulator.PORT));

    await().until(() -> answers.size() == 1);
    Map<String, String> headers = Http.headers(answers.get(0));
    assertThat(answers.get(0)).startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(headers).containsEntry("st", "upnp:rootdevice");
    assertThat(body(headers.get("location")))
        .contains("<friendlyName>K &amp; &lt;K></friendlyName>", "<UDN>" + UDN + "</UDN>");
  }

  @Test
  void sendsByebye() throws Exception {
    await().until(() -> received.size() == 3);
    harness.time.submit(simulator::goodbye).get();

    await().until(() -> received.size() == 6);

    assertThat(received.subList(3, 6))
        .allMatch(each -> each.contains("\r\nNTS: ssdp:byebye\r\n") && !each.contains("LOCATION"));
  }

  private static String body(String location) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(location)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
