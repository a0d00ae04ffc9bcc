// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.state.DeviceStatus;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeContext.Goodbye;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MachinePollsTest {

  private static final InetAddress ADDRESS = TestLinks.address("192.0.2.7");
  private static final String TYPE = "_machine._tcp";

  private final FakeContext context = new FakeContext();
  private final FakeReader reader = new FakeReader();
  private MachinePolls polls;

  @BeforeEach
  void start() {
    context.links(TestLinks.lan());
    polls =
        MachinePolls.start(
            context,
            reader,
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), () -> 0.5));
  }

  private static Device machine(String id, InetAddress address) {
    Sighting sighting =
        Sighting.of(id, new Endpoint(address, "eth0"), Duration.ofHours(1))
            .service(new Service(TYPE, id, 80, Map.of()))
            .build();
    Instant now = Instant.EPOCH;
    Source source = new Source("mdns", "device", "mdns", Authority.GENERAL);
    return Device.builder(DeviceId.of("mdns", id), "mdns")
        .addresses(List.of(address))
        .evidence(List.of(new Evidence(source, sighting, null, now, now, now, now, true)))
        .build();
  }

  private void advance(long seconds) {
    context.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void asksAtOnceButNotAllAtTheSameTime() {
    context.present(machine("one", ADDRESS));
    assertThat(reader.asked).isEmpty();
    advance(1);
    assertThat(reader.asked).hasSize(1);
    reader.answer(DeviceStatus.IDLE);

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.STATUS, "IDLE"));
    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(95));
  }

  @Test
  void asksMoreOftenAtWork() {
    context.present(machine("one", ADDRESS));
    advance(1);
    reader.answer(DeviceStatus.IDLE);
    advance(29);
    assertThat(reader.asked).hasSize(1);
    advance(1);
    assertThat(reader.asked).hasSize(2);

    reader.answer(DeviceStatus.RUNNING);
    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(35));
    advance(9);
    assertThat(reader.asked).hasSize(2);
    advance(1);
    assertThat(reader.asked).hasSize(3);
  }

  @Test
  void neverSendsTwoRequestsAtATime() {
    context.present(machine("one", ADDRESS));
    advance(600);
    context.present(machine("one", ADDRESS));
    advance(600);
    assertThat(reader.asked).hasSize(1);

    reader.answer(DeviceStatus.IDLE);
    advance(600);

    assertThat(reader.asked).hasSize(2);
  }

  @Test
  void asksLessAndLessOftenWithoutAnAnswer() {
    reader.failing = true;
    context.present(machine("one", ADDRESS));
    advance(31);
    assertThat(reader.asked).hasSize(2);
    advance(59);
    assertThat(reader.asked).hasSize(2);
    advance(1);
    assertThat(reader.asked).hasSize(3);
    advance(3600);
    assertThat(reader.asked).hasSizeLessThan(13);
    assertThat(context.sightings()).isEmpty();
    assertThat(context.errors()).isEmpty();

    reader.failing = false;
    advance(600);
    int before = reader.asked.size();
    reader.answer(DeviceStatus.IDLE);
    advance(30);
    assertThat(reader.asked).hasSize(before + 1);
  }

  @Test
  void asksRarelyWhoNeedsAKey() {
    context.present(machine("one", ADDRESS));
    advance(1);
    reader.pending.complete(StateAnswer.needsKey("etc/some.cfg"));

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, "etc/some.cfg"));
    assertThat(context.lastSighting().lifetime()).isGreaterThan(Duration.ofMinutes(30));
    assertThat(context.counters()).containsEntry("refused", 1L);
    advance(599);
    assertThat(reader.asked).hasSize(1);
    advance(1);
    assertThat(reader.asked).hasSize(2);
  }

  @Test
  void asksAnewOnRequest() {
    context.present(machine("one", ADDRESS));
    advance(1);
    reader.pending.complete(StateAnswer.needsKey("etc/some.cfg"));

    polls.refresh();
    advance(1);
    assertThat(reader.asked).hasSize(2);
    reader.answer(DeviceStatus.IDLE);
    advance(29);
    polls.refresh();
    advance(1);
    assertThat(reader.asked).as("one request for two reasons").hasSize(3);
    assertThat(context.goodbyes()).isEmpty();
  }

  @Test
  void asksAnewOnlyAfterTheAnswer() {
    context.present(machine("one", ADDRESS));
    advance(1);
    polls.refresh();
    advance(600);
    assertThat(reader.asked).hasSize(1);

    reader.answer(DeviceStatus.IDLE);
    advance(1);
    assertThat(reader.asked).hasSize(2);
  }

  @Test
  void asksAnewWhereTheReaderPrefers() {
    context.present(machine("one", ADDRESS));
    advance(1);
    reader.answer(DeviceStatus.IDLE);

    reader.prefix = "/other";
    polls.refresh();
    advance(1);
    assertThat(reader.asked).extracting(PollTarget::prefix).containsExactly("", "/other");
    assertThat(context.goodbyes()).hasSize(1);
  }

  @Test
  void asksNobodyAnewWhoIsGone() {
    context.present(machine("one", ADDRESS));
    context.gone(machine("one", ADDRESS));
    polls.refresh();
    advance(600);

    assertThat(reader.asked).isEmpty();
  }

  @Test
  void reportsNothingThatComesAfterTheEnd() {
    context.present(machine("one", ADDRESS));
    advance(1);
    context.gone(machine("one", ADDRESS));
    reader.answer(DeviceStatus.IDLE);
    advance(3600);

    assertThat(context.sightings()).isEmpty();
    assertThat(context.goodbyes()).containsExactly(new Goodbye("one", ADDRESS));
    assertThat(reader.asked).hasSize(1);
  }

  @Test
  void asksNobodyOnOtherInterfaces() {
    context.links(TestLinks.loopback());
    context.present(machine("one", ADDRESS));
    advance(3600);

    assertThat(reader.asked).isEmpty();
  }

  @Test
  void aSilentMachineDelaysNoOther() {
    context.present(machine("silent", ADDRESS));
    advance(1);
    context.present(machine("two", TestLinks.address("192.0.2.8")));
    advance(1);

    assertThat(reader.asked).extracting(PollTarget::key).containsExactly("silent", "two");
  }

  @Test
  void boundsTheMachines() {
    for (int i = 0; i <= MachinePolls.MAX_MACHINES; i++) {
      context.present(machine("m" + i, TestLinks.address("10.0." + i / 256 + "." + i % 256)));
    }
    advance(1);

    assertThat(reader.asked).hasSize(MachinePolls.MAX_MACHINES);
    assertThat(context.counters()).containsEntry("machines_ignored", 1L);
  }

  /** Answers when the test says so. */
  private static final class FakeReader implements StateReader {

    private final List<PollTarget> asked = new ArrayList<>();
    private CompletableFuture<StateAnswer> pending = new CompletableFuture<>();
    private boolean failing;
    private String prefix = "";

    @Override
    public Stream<PollTarget> targets(Device device) {
      return PollTarget.announced(
          device, "reader", service -> service.type().equals(TYPE), service -> prefix);
    }

    @Override
    public CompletableFuture<StateAnswer> ask(PollTarget target) {
      asked.add(target);
      pending = new CompletableFuture<>();
      return failing ? CompletableFuture.failedFuture(new IOException("silence")) : pending;
    }

    private void answer(DeviceStatus status) {
      pending.complete(StateAnswer.of(status, sighting -> {}));
    }
  }
}
