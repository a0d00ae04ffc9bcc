// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Warning;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Packets;
import io.kitty.mdns.dns.Question;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeContext.Goodbye;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records about a device from other senders, and from the device itself. */
class StrangersTest {

  private static final InetAddress OWN = TestLinks.address("192.0.2.9");
  private static final InetAddress OTHER = TestLinks.address("192.0.2.66");

  private static final DnsName SERVICE = DnsName.of("Kiln._http._tcp.local");
  private static final Question WHERE = new Question(SERVICE, Question.Type.SRV);

  private final FakeContext context = new FakeContext();
  private final SentQueries queries = new SentQueries(context);

  @BeforeEach
  void start() throws IOException {
    context.links(TestLinks.lan());
    Settings.provider(Settings.defaults(), context).start(context);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void handle(InetAddress from, Packets packet) {
    context.deliver(5353, packet.bytes(), new InetSocketAddress(from, 5353));
  }

  private static Packets kiln(int ttl, int port, String host, InetAddress at, String... txt) {
    String[] full = {"Kiln", "_http", "_tcp", "local"};
    return Packets.response()
        .pointer(ttl, "_http._tcp.local", full)
        .server(ttl, port, host, full)
        .text(ttl, Packets.strings(txt), full)
        .address(ttl, host, at.getHostAddress());
  }

  private static Packets own() {
    return kiln(120, 80, "kiln.local", OWN, "product=Kiln 1");
  }

  private static Packets goodbye() {
    return Packets.response().pointer(0, "_http._tcp.local", "Kiln", "_http", "_tcp", "local");
  }

  /** Advances the clock; the devices answer whenever there were questions. */
  private void pass(int seconds, Runnable... devices) {
    for (int i = 0; i < seconds; i++) {
      queries.clear();
      context.advance(Duration.ofSeconds(1));
      if (!queries.questions().isEmpty()) {
        Stream.of(devices).forEach(Runnable::run);
      }
    }
  }

  private Optional<Sighting> last(InetAddress address) {
    List<Sighting> there =
        context.sightings().stream()
            .filter(each -> each.endpoint().address().equals(address))
            .toList();
    return there.isEmpty() ? Optional.empty() : Optional.of(there.get(there.size() - 1));
  }

  @Test
  void aMachineThatAnswersOutlivesTheGoodbyeOfAStranger() {
    handle(OWN, own());
    pass(5);

    handle(OTHER, goodbye());
    assertThat(queries.questions()).contains(WHERE);
    pass(10, () -> handle(OWN, own()));

    assertThat(context.goodbyes()).isEmpty();
    assertThat(last(OWN).orElseThrow().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("goodbye-by-another");
              assertThat(warning.text())
                  .isEqualTo("192.0.2.66 says that Kiln of 192.0.2.9 has left, which it has not");
              assertThat(warning.address()).isEqualTo(OTHER);
              assertThat(warning.since()).isEqualTo(FakeClock.START.plusSeconds(7));
            });
  }

  @Test
  void aWarningIsTheSameUntilItsCauseIsOver() {
    Runnable device = () -> handle(OWN, own());
    device.run();
    handle(OTHER, goodbye());
    pass(40, device);
    List<Warning> first = last(OWN).orElseThrow().warnings();
    assertThat(first).hasSize(1);

    handle(OTHER, goodbye());
    pass(580, device);
    assertThat(last(OWN).orElseThrow().warnings()).isEqualTo(first);
    pass(60, device);

    assertThat(last(OWN).orElseThrow().warnings()).isEmpty();
  }

  @Test
  void whoRepeatsTheGoodbyeOfAMachineSaysNothingAgainstIt() {
    handle(OWN, own());
    handle(OWN, goodbye());
    handle(OTHER, goodbye());
    handle(OWN, own());
    pass(30, () -> handle(OWN, own()));

    assertThat(last(OWN).orElseThrow().warnings()).isEmpty();
  }

  @Test
  void aMachineThatAnswersNoMoreHasLeft() {
    Runnable device = () -> handle(OWN, own());
    device.run();
    handle(OTHER, goodbye());
    pass(40, device);

    handle(OTHER, goodbye());
    pass(1);
    assertThat(context.goodbyes()).isEmpty();
    pass(1);

    assertThat(context.goodbyes()).containsExactly(new Goodbye("kiln.local", OWN));
  }

  @Test
  void aMachineThatNeverAnswersKeepsItsLifetime() {
    handle(OWN, own());
    pass(5);

    handle(OTHER, goodbye());
    pass(60);
    assertThat(context.goodbyes()).isEmpty();
    assertThat(last(OWN).orElseThrow().services()).hasSize(1);
  }

  @Test
  void aMachineSpeaksFromEachOfItsAddresses() {
    handle(OWN, own().sharedAddress(120, "kiln.local", OTHER.getHostAddress()));

    handle(OTHER, goodbye());
    pass(1);

    assertThat(context.goodbyes())
        .contains(new Goodbye("kiln.local", OWN), new Goodbye("kiln.local", OTHER));
  }

  @Test
  void anAddressIsNotTakenBackByAStranger() {
    handle(OWN, own());
    pass(5);

    handle(OTHER, Packets.response().address(0, "kiln.local", OWN.getHostAddress()));
    assertThat(queries.questions())
        .contains(new Question(DnsName.of("kiln.local"), Question.Type.A));
    pass(10, () -> handle(OWN, own()));

    assertThat(context.goodbyes()).isEmpty();
    assertThat(last(OWN)).isPresent();
  }

  @Test
  void aMachineWithTwoConnectionsIsAtBoth() {
    Runnable cable = () -> handle(OWN, own());
    Runnable wireless = () -> handle(OTHER, kiln(120, 80, "kiln.local", OTHER, "product=Kiln 1"));
    cable.run();
    pass(5);

    wireless.run();
    pass(200, cable, wireless);

    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.sightings()).allSatisfy(each -> assertThat(each.warnings()).isEmpty());
    int before = context.sightings().size();
    pass(30, cable, wireless);
    assertThat(context.sightings().stream().skip(before))
        .extracting(each -> each.endpoint().address())
        .contains(OWN, OTHER);
  }

  @Test
  void aMachineThatMovedIsReportedWhereItIsNow() {
    handle(OWN, own());
    pass(20);
    int before = context.sightings().size();

    Runnable moved = () -> handle(OTHER, kiln(120, 80, "kiln.local", OTHER, "product=Kiln 1"));
    moved.run();
    pass(30, moved);
    assertThat(context.goodbyes()).containsExactly(new Goodbye("kiln.local", OWN));
    pass(200, moved);

    assertThat(context.goodbyes()).hasSize(1);
    assertThat(context.sightings().stream().skip(before))
        .extracting(each -> each.endpoint().address())
        .containsOnly(OTHER);
  }

  @Test
  void twoMachinesWithOneNameAreBothThereWithoutEnd() {
    for (int round = 0; round < 8; round++) {
      handle(OWN, own());
      pass(3);
      handle(OTHER, kiln(120, 80, "kiln.local", OTHER, "product=Kiln 1"));
      pass(3);
    }

    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.sightings()).allSatisfy(each -> assertThat(each.services()).hasSize(1));
  }

  @Test
  void machinesWithOneNameThatSpeakRarelySettle() {
    for (int round = 0; round < 20; round++) {
      handle(OWN, own());
      pass(30);
      handle(OTHER, kiln(120, 80, "kiln.local", OTHER, "product=Kiln 1"));
      pass(30);
    }

    assertThat(context.goodbyes()).hasSizeLessThanOrEqualTo(2).doesNotHaveDuplicates();
  }

  @Test
  void aStrangerWithTheNameOfAMachineReplacesNothingOfIt() {
    Runnable device = () -> handle(OWN, own());
    Runnable proxy = () -> handle(OTHER, kiln(120, 6666, "kiln.local", OTHER, "product=Evil"));
    device.run();
    pass(5);

    proxy.run();
    pass(60, device, proxy);

    assertThat(context.goodbyes()).isEmpty();
    assertThat(last(OWN).orElseThrow().facts())
        .containsEntry(Fact.MODEL, "Kiln 1")
        .containsEntry(Fact.URL, "http://192.0.2.9/");
    assertThat(last(OWN).orElseThrow().services()).extracting(Service::port).containsExactly(80);
    assertThat(last(OTHER).orElseThrow().services())
        .extracting(Service::port)
        .containsExactly(6666);
  }

  @Test
  void aServiceStaysWhereItIsWhenAStrangerHasItToo() {
    Runnable device = () -> handle(OWN, own());
    Runnable proxy = () -> handle(OTHER, kiln(120, 80, "evil.local", OTHER));
    device.run();
    pass(5);

    proxy.run();
    assertThat(queries.questions()).contains(WHERE);
    pass(60, device, proxy);

    assertThat(context.goodbyes()).isEmpty();
    assertThat(last(OWN).orElseThrow().services()).hasSize(1);
    assertThat(last(OTHER).orElseThrow().key()).isEqualTo("evil.local");
    String text = "192.0.2.66 and 192.0.2.9 both announce the service Kiln";
    assertThat(last(OWN).orElseThrow().warnings())
        .extracting(Warning::code, Warning::text, Warning::address)
        .containsExactly(tuple("service-conflict", text, OTHER));
    assertThat(last(OTHER).orElseThrow().warnings())
        .extracting(Warning::code, Warning::text, Warning::address)
        .containsExactly(tuple("service-conflict", text, OWN));
  }

  @Test
  void whatIsRepeatedOfAMachineCountsLessThanItsOwnWord() {
    handle(OTHER, kiln(120, 81, "kiln.local", OWN));
    assertThat(last(OWN).orElseThrow().services()).extracting(Service::port).containsExactly(81);
    assertThat(last(OWN).orElseThrow().via()).isEqualTo(OTHER);

    handle(OWN, own());
    handle(OTHER, kiln(120, 81, "kiln.local", OWN));

    assertThat(last(OWN).orElseThrow().services()).extracting(Service::port).containsExactly(80);
    assertThat(last(OWN).orElseThrow().via()).isNull();
    assertThat(last(OTHER)).isEmpty();
  }

  @Test
  void whoAnnouncesAServiceOfAnotherMachineIsNotThatMachine() {
    handle(
        OTHER,
        Packets.response()
            .pointer(120, "_http._tcp.local", "Kiln", "_http", "_tcp", "local")
            .server(120, 80, "kiln.local", "Kiln", "_http", "_tcp", "local"));
    handle(OWN, Packets.response().address(120, "kiln.local", OWN.getHostAddress()));
    pass(30);

    assertThat(last(OWN).orElseThrow().services()).extracting(Service::name).contains("Kiln");
  }

  @Test
  void onlySoManyAreHeardOfOneName() {
    handle(OWN, own());
    for (int i = 100; i < 200; i++) {
      InetAddress proxy = TestLinks.address("192.0.2." + i);
      handle(proxy, kiln(120, 80, "kiln.local", proxy));
    }

    assertThat(context.sightings())
        .extracting(each -> each.endpoint().address())
        .hasSize(32)
        .contains(OWN);
  }

  @Test
  void anAnnouncerMayBeLate() {
    Packets brief = kiln(15, 80, "kiln.local", OWN);
    handle(OWN, brief);
    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(25));

    pass(17);
    handle(OWN, brief);
    pass(24);

    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.sightings()).allSatisfy(each -> assertThat(each.services()).hasSize(1));
  }
}
