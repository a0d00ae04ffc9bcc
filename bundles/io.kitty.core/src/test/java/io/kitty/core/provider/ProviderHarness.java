// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.limit.FloodDetector;
import io.kitty.core.thread.HubExecutors;
import io.kitty.device.Authority;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.net.udp.UdpPortFactory;
import io.kitty.net.udp.UdpReactor;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The services that a runner needs, with simulated interfaces; real sockets on the loopback. */
final class ProviderHarness implements SightingSink, AutoCloseable {

  static final Source SOURCE = new Source("test", "device", "test", Authority.OWN);

  final HubExecutors threads = new HubExecutors();
  final UdpReactor reactor;
  final FakeInterfaces interfaces;
  final List<Sighting> sightings = new CopyOnWriteArrayList<>();
  final List<String> goodbyes = new CopyOnWriteArrayList<>();
  final FakeFeed devices = new FakeFeed();
  final ProviderServices resources;
  volatile boolean full;

  ProviderHarness(NetworkLink... links) throws IOException {
    reactor = new UdpReactor(HubExecutors.named("test-udp"));
    interfaces = new FakeInterfaces(links);
    resources =
        new ProviderServices(
            interfaces.monitor(),
            new UdpPortFactory(reactor),
            threads,
            this,
            100,
            new FloodDetector(endpoint -> null, InstantSource.system()),
            devices,
            () -> Set.of(8088));
  }

  ProviderRunner runner(DiscoveryProvider provider) {
    return runner(provider, Map.of("interfaces", "*"));
  }

  ProviderRunner runner(DiscoveryProvider provider, Map<String, Object> properties) {
    return new ProviderRunner(SOURCE, provider, ProviderSettings.of(properties), resources);
  }

  ProviderContext context() {
    return context(new ProviderMetrics());
  }

  ProviderContext context(ProviderMetrics metrics) {
    return new ProviderContext(SOURCE, InterfaceFilter.of("*,!no*"), resources, metrics);
  }

  @Override
  public boolean report(Source source, Sighting sighting) {
    return !full && sightings.add(sighting);
  }

  @Override
  public boolean reportAgain(Source source, List<Sighting> again) {
    return !full && sightings.addAll(again);
  }

  @Override
  public void goodbye(Source source, String key, InetAddress address) {
    goodbyes.add(key);
  }

  @Override
  public boolean isKnown(InetAddress address, Instant before) {
    return false;
  }

  @Override
  public void stopped(Source source) {}

  @Override
  public void close() throws IOException {
    threads.close();
    reactor.close();
  }
}
