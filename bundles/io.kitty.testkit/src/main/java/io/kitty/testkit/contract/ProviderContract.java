// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext.Scan;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.RetainedObjects;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.ComponentDescriptors.Component;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of every discovery protocol. It runs on the loopback interface, with ports that have
 * no sockets, and tasks of the provider are queued and not run: nothing leaves the host.
 */
public abstract class ProviderContract {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long SEED = 20250101;
  private static final int MUTATIONS = Integer.getInteger("kitty.mutations", 10_000);

  /** Creates a provider with its default configuration. */
  protected abstract DiscoveryProvider provider() throws Exception;

  /**
   * Returns valid datagrams, each of which makes the provider report, send a goodbye or schedule a
   * task; none for a protocol that opens no port.
   */
  protected abstract List<byte[]> samples();

  /** Returns whether it opens a port; by default only to receive datagrams. */
  protected boolean opensPorts() {
    return !samples().isEmpty();
  }

  /**
   * Returns whether it registers itself as a service, without the secret in its component's
   * properties; by default it does not.
   */
  protected boolean registersItself() {
    return false;
  }

  /** Returns how many objects a provider may retain after a flood of malformed datagrams. */
  protected int mostHeld() {
    return 20_000;
  }

  @Test
  void startsSoon() throws Exception {
    DiscoveryProvider provider = provider();
    try (FakeContext context = context()) {
      assertTimeoutPreemptively(START_TIMEOUT, () -> provider.start(context));
    }
  }

  @Test
  void opensAPortIfDeclared() throws Exception {
    try (FakeContext context = started()) {
      assertThat(!context.ports().isEmpty()).isEqualTo(opensPorts());
    }
  }

  @Test
  void handlesItsSamples() throws Exception {
    for (byte[] sample : samples()) {
      try (FakeContext context = started()) {
        int waiting = context.pending().size();
        context.deliver(datagram(sample, 1));
        int outcome =
            context.sightings().size() + context.goodbyes().size() + context.pending().size();
        assertThat(outcome).as("what came of %s", text(sample)).isGreaterThan(waiting);
      }
    }
  }

  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (FakeContext context = started()) {
      samples().forEach(sample -> context.deliver(datagram(sample, 1)));
    }

    Set<Thread> more = new HashSet<>(Thread.getAllStackTraces().keySet());
    more.removeAll(before);
    for (Thread thread : more) {
      if (isOurs(thread)) {
        thread.join(START_TIMEOUT.toMillis());
        assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
      }
    }
  }

  private static boolean isOurs(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null && group.getParent() != null && !thread.getName().startsWith("junit");
  }

  @Test
  void keepsTwoContextsApart() throws Exception {
    DiscoveryProvider provider = provider();
    try (FakeContext first = context();
        FakeContext second = context()) {
      provider.start(first);
      provider.start(second);
      first.close();

      assertThat(second.ports()).noneMatch(FakePort::closed);
      assertThat(second.ports()).hasSameSizeAs(first.ports());
      assertThat(second.scanInterval()).isEqualTo(first.scanInterval());
    }
  }

  @Test
  void startsAgainAfterItWasStopped() throws Exception {
    DiscoveryProvider provider = provider();
    try (FakeContext first = context()) {
      provider.start(first);
    }
    try (FakeContext second = context()) {
      provider.start(second);
      for (byte[] sample : samples()) {
        second.deliver(datagram(sample, 1));
      }
      assertThat(second.sightings().size() + second.pending().size() + second.goodbyes().size())
          .isGreaterThanOrEqualTo(samples().isEmpty() ? 0 : 1);
    }
  }

  @Test
  void lateCallsHaveNoEffect() throws Exception {
    DiscoveryProvider provider = provider();
    try (FakeContext stopped = context();
        FakeContext running = context()) {
      provider.start(stopped);
      provider.start(running);
      samples().forEach(sample -> stopped.deliver(datagram(sample, 1)));
      List<Runnable> waiting = stopped.pending();
      List<Runnable> others = running.pending();
      stopped.close();

      assertThatCode(
              () -> {
                stopped.ports().forEach(port -> samples().forEach(s -> late(port, s)));
                waiting.forEach(Runnable::run);
                stopped.links(TestLinks.loopback());
              })
          .doesNotThrowAnyException();
      assertTimeoutPreemptively(TIMEOUT, () -> runLate(stopped));
      assertThat(running.sightings()).isEmpty();
      assertThat(running.goodbyes()).isEmpty();
      assertThat(running.pending()).isEqualTo(others);
    }
  }

  private static void late(FakePort port, byte[] sample) {
    port.handler().accept(datagram(sample, 2));
  }

  private static void runLate(FakeContext stopped) throws Exception {
    Scan round = stopped.scan().orElse(() -> {});
    round.run();
  }

  @Test
  void survivesInterfaceChanges() throws Exception {
    try (FakeContext context = started()) {
      assertThatCode(
              () -> {
                context.links();
                context.links(TestLinks.loopback());
                context.links(TestLinks.loopback(), TestLinks.lan());
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void survivesMalformedDatagrams() throws Exception {
    assumeFalse(samples().isEmpty(), "this protocol takes no datagrams");
    DiscoveryProvider provider = provider();
    try (FakeContext context = context()) {
      provider.start(context);
      PayloadFuzzer fuzzer = new PayloadFuzzer(SEED, samples());
      deliverSoon(context, new byte[0]);
      fuzzer.huge().forEach(payload -> deliverSoon(context, payload));
      IntStream.range(0, MUTATIONS).forEach(i -> deliver(context, fuzzer.next(), i));

      List<Object> roots = new ArrayList<>(context.pending());
      roots.add(provider);
      roots.addAll(context.owned());
      roots.addAll(context.linkListeners());
      context.ports().forEach(port -> roots.add(port.handler()));
      context.scan().ifPresent(roots::add);
      assertThat(RetainedObjects.by(roots))
          .as("objects that it holds on to")
          .isLessThan(mostHeld());
    }
  }

  private static void deliverSoon(FakeContext context, byte[] payload) {
    assertTimeoutPreemptively(TIMEOUT, () -> deliver(context, payload, 1));
  }

  private static void deliver(FakeContext context, byte[] payload, int number) {
    assertThatCode(() -> context.deliver(datagram(payload, number)))
        .as(() -> "datagram number " + number + ": " + text(payload))
        .doesNotThrowAnyException();
  }

  @Test
  void declaresItsProtocol() throws Exception {
    Class<?> type = provider().getClass();
    Component component =
        ComponentDescriptors.of(type)
            .component(type)
            .orElseThrow(() -> new AssertionError("no component for " + type + " in OSGI-INF"));

    assertThat(component.services().contains(DiscoveryProvider.class.getName()))
        .as("whether its component is a service")
        .isNotEqualTo(registersItself());
    assertThat(component.properties().get("kitty.protocol.id")).matches("[a-z]+(\\.[a-z]+)?");
    assertThat(component.properties().get("kitty.protocol.namespace")).matches("[a-z]+");
    assertThat(component.name()).isEqualTo(type.getPackageName());
    assertThat(ComponentDescriptors.of(type).keys(component.name()))
        .containsKeys("enabled", "interfaces");
  }

  private FakeContext started() throws Exception {
    FakeContext context = context();
    provider().start(context);
    return context;
  }

  private static FakeContext context() {
    FakeContext context = new FakeContext();
    context.queueTasks();
    return context;
  }

  /** Returns a datagram from a different sender for each number, on the loopback interface. */
  private static Datagram datagram(byte[] payload, int number) {
    InetSocketAddress source =
        new InetSocketAddress(
            TestLinks.address(
                "127." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255)),
            1024 + number % 60_000);
    return new Datagram(payload, source, "lo", true);
  }
}
