// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.HubModule;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Packets;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceAnnouncerTest {

  private static final String HOST = "kitty-hub.local";

  private final FakeContext context = new FakeContext();
  private final List<Responder> responders = new ArrayList<>();
  private Map<String, Object> settings = Map.of();
  private boolean failing;
  @TempDir Path folder;

  private static final class Responder implements ServiceResponder {
    private final InetAddress address;
    private final HubPage page;
    private boolean failed;
    private boolean closed;

    Responder(InetAddress address, HubPage page) {
      this.address = address;
      this.page = page;
    }

    @Override
    public boolean owns(DnsName name) {
      return name.text().equals(HOST);
    }

    @Override
    public boolean failed() {
      return failed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private ServiceResponder open(InetAddress address, HubPage page) throws IOException {
    if (failing) {
      throw new IOException("in use");
    }
    Responder responder = new Responder(address, page);
    responders.add(responder);
    return responder;
  }

  @BeforeEach
  void linksUp() {
    context.links(TestLinks.lan());
  }

  @AfterEach
  void close() {
    context.close();
  }

  private MdnsProvider start(String address) throws IOException {
    MdnsProvider provider =
        new MdnsProvider(
            Settings.with(settings),
            this::open,
            context.clock()::nanos,
            context.clock(),
            folder.resolve("kitty").resolve("mdns.id"),
            "1.2.3");
    provider.bindPage(page(address));
    provider.start(context);
    second();
    return provider;
  }

  private static Map<String, Object> page(String address) {
    return Map.of(HubModule.PORT, 8088, HubModule.ADDRESS, address);
  }

  private void second() {
    context.advance(Duration.ofSeconds(1));
  }

  private List<InetAddress> announcing() {
    return responders.stream().filter(each -> !each.closed).map(each -> each.address).toList();
  }

  @Test
  void announcesNothingOfAPageOnALoopbackAddress() throws Exception {
    start("127.0.0.1");

    assertThat(responders).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void announcesAPageOnAllAddressesOncePerFamily() throws Exception {
    start("0.0.0.0");
    context.advance(Duration.ofSeconds(5));

    assertThat(announcing()).contains(TestLinks.address("192.0.2.1")).doesNotHaveDuplicates();
    assertThat(announcing()).filteredOn(each -> each.getAddress().length == 4).hasSize(1);
    assertThat(announcing()).filteredOn(each -> each.getAddress().length == 16).hasSizeLessThan(2);
  }

  @Test
  void announcesAPageAtItsAddressOnly() throws Exception {
    start("192.0.2.1");
    assertThat(announcing()).containsExactly(TestLinks.address("192.0.2.1"));

    context.links(TestLinks.loopback());
    second();
    assertThat(announcing()).isEmpty();
  }

  @Test
  void replacesAResponderThatFailed() throws Exception {
    start("192.0.2.1");
    responders.get(0).failed = true;

    second();

    assertThat(responders).hasSize(2);
    assertThat(responders.get(0).closed).isTrue();
    assertThat(announcing()).containsExactly(TestLinks.address("192.0.2.1"));
    second();
    assertThat(responders).as("once").hasSize(2);
  }

  @Test
  void announcesNothingIfSwitchedOff() throws Exception {
    settings = Map.of("announce", false);
    start("0.0.0.0");

    assertThat(responders).isEmpty();
  }

  @Test
  void followsThePage() throws Exception {
    MdnsProvider provider = start("192.0.2.1");

    provider.bindPage(Map.of(HubModule.PORT, 9090, HubModule.ADDRESS, "192.0.2.1"));
    second();
    assertThat(responders).hasSize(2);
    assertThat(responders.get(0).closed).isTrue();
    assertThat(responders.get(1).page.port()).isEqualTo(9090);

    provider.unbindPage(page("192.0.2.1"));
    second();
    assertThat(announcing()).hasSize(1);
    provider.unbindPage(Map.of(HubModule.PORT, 9090, HubModule.ADDRESS, "192.0.2.1"));
    second();
    assertThat(announcing()).isEmpty();
  }

  @Test
  void hasOneIdForGood() throws Exception {
    start("192.0.2.1");
    MdnsProvider again = start("192.0.2.1");
    assertThat(again).isNotNull();

    assertThat(responders.get(0).page.txt("_kitty._tcp"))
        .isEqualTo(responders.get(1).page.txt("_kitty._tcp"))
        .containsEntry("version", "1.2.3")
        .containsKey("id");
    assertThat(responders.get(0).page.txt("_http._tcp")).containsOnlyKeys("path");
  }

  @Test
  void triesAgainAMinuteAfterAFailure() throws Exception {
    failing = true;
    start("192.0.2.1");
    assertThat(context.errors()).hasSize(1);
    context.advance(Duration.ofSeconds(30));
    assertThat(context.errors()).hasSize(1);

    failing = false;
    context.advance(Duration.ofSeconds(40));

    assertThat(announcing()).hasSize(1);
  }

  @Test
  void doesNotListItself() throws Exception {
    start("192.0.2.1");
    InetSocketAddress self = new InetSocketAddress("192.0.2.1", 5353);

    context.deliver(
        5353, Packets.service(120, "Kitty", "_http._tcp", HOST, "192.0.2.1").bytes(), self);
    assertThat(context.sightings()).isEmpty();

    context.deliver(
        5353, Packets.service(120, "Files", "_smb._tcp", "hub.local", "192.0.2.1").bytes(), self);
    assertThat(context.lastSighting().key()).isEqualTo("hub.local");
  }

  @Test
  void replacesRespondersThatMayHaveCachedTooMuch() throws Exception {
    start("192.0.2.1");
    InetSocketAddress other = new InetSocketAddress("192.0.2.9", 5353);
    String[] txt = new String[5];
    Arrays.fill(txt, "x=" + "y".repeat(200));

    for (int i = 0; i < 6000; i++) {
      context.deliver(
          5353,
          Packets.service(120, "Kiln " + i, "_http._tcp", "kiln.local", "192.0.2.9", txt).bytes(),
          other);
    }
    second();

    assertThat(responders).hasSize(2);
    assertThat(responders.get(0).closed).isTrue();
  }

  @Test
  void stopsWithTheContext() throws Exception {
    start("192.0.2.1");

    context.close();

    assertThat(announcing()).isEmpty();
  }
}
