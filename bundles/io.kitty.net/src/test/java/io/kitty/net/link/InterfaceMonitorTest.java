// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InterfaceMonitorTest {

  private List<NetworkLink> links = List.of(TestLinks.loopback());
  private Map<String, String> unusable = Map.of();
  private boolean broken;
  private final List<List<NetworkLink>> received = new ArrayList<>();

  private InterfaceTable read() {
    if (broken) {
      throw new UncheckedIOException(new IOException("too many open files"));
    }
    return new InterfaceTable(links, unusable);
  }

  @Test
  void reportsChangesOnly() {
    InterfaceMonitor monitor = new InterfaceMonitor(this::read);
    Consumer<List<NetworkLink>> listener = received::add;
    monitor.listen(listener);
    monitor.check();
    assertThat(received).isEmpty();
    links = List.of(TestLinks.loopback(), TestLinks.lan());
    monitor.check();
    monitor.check();
    assertThat(received).containsExactly(links);
    assertThat(monitor.links()).isEqualTo(links);
    monitor.ignore(listener);
    links = List.of();
    monitor.check();
    assertThat(received).hasSize(1);
  }

  @Test
  void survivesFailingListeners() {
    InterfaceMonitor monitor = new InterfaceMonitor(this::read);
    monitor.listen(
        now -> {
          throw new IllegalStateException("a provider's fault");
        });
    monitor.listen(received::add);
    links = List.of(TestLinks.lan());
    monitor.check();

    assertThat(received).hasSize(1);
  }

  @Test
  void keepsTheLastStateIfReadingFails() {
    InterfaceMonitor monitor = new InterfaceMonitor(this::read);
    monitor.listen(received::add);
    broken = true;
    monitor.check();

    assertThat(received).isEmpty();
    assertThat(monitor.links()).containsExactly(TestLinks.loopback());
  }

  @Test
  void findsTheInterfaceByTheLongestPrefix() {
    NetworkLink wide = new NetworkLink("wide", 3, false, null, List.of(Subnet.parse("10.0.0.1/8")));
    NetworkLink narrow =
        new NetworkLink("narrow", 4, false, null, List.of(Subnet.parse("10.1.2.1/24")));
    links = List.of(wide, narrow);
    InterfaceMonitor monitor = new InterfaceMonitor(this::read);

    assertThat(monitor.locate(new Endpoint(TestLinks.address("10.1.2.9"), "")).interfaceName())
        .isEqualTo("narrow");
    assertThat(monitor.locate(new Endpoint(TestLinks.address("10.9.9.9"), "")).interfaceName())
        .isEqualTo("wide");
    assertThat(monitor.locate(new Endpoint(TestLinks.address("192.0.2.9"), "")).interfaceName())
        .isEmpty();
    assertThat(monitor.locate(new Endpoint(TestLinks.address("10.9.9.9"), "x")).interfaceName())
        .isEqualTo("x");
  }

  @Test
  void listsUnusableInterfaces() {
    unusable = Map.of("wlan0", "is down");
    InterfaceMonitor monitor = new InterfaceMonitor(this::read);
    monitor.listen(received::add);
    assertThat(monitor.table().exists("wlan0")).isTrue();
    unusable = Map.of("wlan0", "has no address");
    monitor.check();

    assertThat(monitor.table().unusable()).containsExactly(Map.entry("wlan0", "has no address"));
    assertThat(received).isEmpty();
    unusable = Map.of();
    monitor.check();
    assertThat(monitor.table().exists("wlan0")).isFalse();
    assertThat(monitor.table().exists(TestLinks.loopback().name())).isTrue();
  }

  @Test
  void readsTheLoopbackInterface() {
    assertThat(io.kitty.net.link.InterfaceReader.read().links()).anyMatch(NetworkLink::loopback);
  }
}
