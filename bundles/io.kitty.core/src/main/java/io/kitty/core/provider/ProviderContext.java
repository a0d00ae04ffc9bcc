// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.limit.SourceRateLimiter;
import io.kitty.core.thread.BoundedExecutor;
import io.kitty.core.thread.DelayedTasks;
import io.kitty.core.thread.HubExecutors;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.http.DeviceHttpClient;
import io.kitty.hub.ModuleStatus.Progress;
import io.kitty.net.http.DestinationPolicy;
import io.kitty.net.http.HttpClient;
import io.kitty.net.udp.ReceiveBuffers;
import io.kitty.net.udp.UdpPort;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The context of one running provider; closes everything that the provider obtained when it stops.
 */
final class ProviderContext implements DiscoveryContext, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderContext.class);
  private static final int TASKS_AT_ONCE = 4;
  private static final int MAX_TASKS = 1000;
  private static final int MAX_LINK_CHANGES = 16;
  private static final long RETRY_SECONDS = 2;

  private final Source source;
  private final ProviderServices services;
  private final ProviderMetrics metrics;
  private final SourceRateLimiter limit;
  private final BoundedExecutor tasks;
  private final DelayedTasks delayed;
  private final List<AutoCloseable> owned = new CopyOnWriteArrayList<>();
  private final List<ScanScheduler> scans = new CopyOnWriteArrayList<>();
  private final Set<Source> signs = new CopyOnWriteArraySet<>();
  private final InterfaceBinder binder;
  private final HttpClient http;
  private final Consumer<List<NetworkLink>> monitor = this::linksChanged;
  private volatile boolean closed;

  ProviderContext(
      Source source, InterfaceFilter wanted, ProviderServices services, ProviderMetrics metrics) {
    this.source = source;
    this.services = services;
    this.metrics = metrics;
    this.limit = new SourceRateLimiter(services.sightingsPerSecond(), System::nanoTime);
    this.tasks = new BoundedExecutor(services.threads().workers(), TASKS_AT_ONCE, MAX_TASKS);
    this.delayed = new DelayedTasks(services.threads().timer());
    this.binder =
        new InterfaceBinder(
            wanted, services.interfaces().links(), this::retryLater, why -> error("", why));
    this.http =
        own(
            new HttpClient(
                HubExecutors.named("kitty-http-" + source.id()),
                new DestinationPolicy(
                    this::links, services.devices()::isPresentAt, services.hubPorts()),
                services.threads().timer()));
    services.interfaces().listen(monitor);
    linksChanged(services.interfaces().links()); // they may have changed just before
  }

  @Override
  public void report(Sighting sighting) {
    report(source, sighting);
  }

  @Override
  public void reportAgain(List<Sighting> sightings) {
    if (closed) {
      return;
    }
    List<Sighting> located = new ArrayList<>(sightings.size());
    for (Sighting sighting : sightings) {
      located.add(sighting.at(services.interfaces().locate(sighting.endpoint())));
    }
    boolean taken = services.sink().reportAgain(source, located);
    metrics.count(taken ? "sightings" : "sightings_dropped", located.size());
    if (taken) {
      located.forEach(each -> metrics.traffic().sighting(each.endpoint().interfaceName()));
    }
  }

  @Override
  public void relay(Source origin, Sighting sighting) {
    report(origin.relayedBy(source.id()), sighting);
  }

  @Override
  public void notice(Source sign, Sighting sighting) {
    signs.add(sign);
    report(sign, sighting);
  }

  /** Returns the sources of the indirect signs that it reported. */
  Set<Source> signs() {
    return Set.copyOf(signs);
  }

  private void report(Source from, Sighting sighting) {
    if (closed) {
      return;
    }
    Endpoint endpoint = services.interfaces().locate(sighting.endpoint());
    if (limit.admits(endpoint.address()) && services.sink().report(from, sighting.at(endpoint))) {
      metrics.count("sightings", 1);
      metrics.traffic().sighting(endpoint.interfaceName());
    } else {
      metrics.count("sightings_dropped", 1);
    }
  }

  @Override
  public void goodbye(String key, InetAddress address) {
    if (!closed && limit.admits(address)) {
      services.sink().goodbye(source, key, address);
    }
  }

  @Override
  public DatagramPort open(PortSpec spec, Consumer<Datagram> handler) throws IOException {
    UdpPort port =
        services
            .ports()
            .port(
                spec,
                metrics.traffic(),
                datagram -> {
                  if (!closed) {
                    handle(handler, datagram);
                  }
                });
    binder.add(port);
    if (closed) {
      port.close();
    }
    return port;
  }

  private void handle(Consumer<Datagram> handler, Datagram datagram) {
    InetAddress sender = datagram.source().getAddress();
    Instant crowded = services.floods().count(source.id(), datagram.interfaceName(), sender);
    if (crowded != null && !services.sink().isKnown(sender, crowded)) {
      metrics.count("flood_dropped", 1);
      return;
    }
    try {
      handler.accept(datagram);
    } catch (RuntimeException | Error e) {
      metrics.count("handler_failures", 1);
      throw e;
    }
  }

  @Override
  public DeviceHttpClient http() {
    return http;
  }

  @Override
  public void scan(Duration interval, Scan scan) {
    if (!closed) {
      ScanScheduler scheduler =
          new ScanScheduler(
              () -> {
                metrics.count("scans", 1);
                scan.run();
              },
              interval,
              services.threads().timer(),
              services.threads().workers(),
              failure -> {
                LOG.debug("A scan of {} failed", source.id(), failure);
                error("", "scan failed: " + failure.getMessage());
              });
      scans.add(scheduler);
      if (closed) {
        scheduler.close();
      }
    }
  }

  @Override
  public void progress(long done, long total) {
    ScanScheduler scheduler = scan();
    if (scheduler != null && !closed()) {
      scheduler.progress(new Progress(done, total));
    }
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    delayed.add(delay, () -> execute(task));
  }

  @Override
  public void execute(Runnable task) {
    Runnable guarded =
        () -> {
          if (!closed) {
            task.run();
          }
        };
    if (!closed && !tasks.add(guarded)) {
      metrics.count("tasks_dropped", 1);
    }
  }

  @Override
  public List<NetworkLink> links() {
    return binder.links();
  }

  @Override
  public Endpoint locate(InetAddress address) {
    return services.interfaces().locate(new Endpoint(address, ""));
  }

  @Override
  public void onLinks(Consumer<List<NetworkLink>> listener) {
    if (!closed) {
      BoundedExecutor inOrder =
          new BoundedExecutor(services.threads().workers(), 1, MAX_LINK_CHANGES);
      own(inOrder::close);
      binder.add(change -> inOrder.add(() -> publishLinks(listener)));
    }
  }

  private void publishLinks(Consumer<List<NetworkLink>> listener) {
    callBack("interfaces", () -> listener.accept(binder.links()));
  }

  private void callBack(String what, Runnable call) {
    if (!closed) {
      try {
        call.run();
      } catch (RuntimeException e) {
        LOG.debug("{} failed on a change of the {}", source.id(), what, e);
        error("", "cannot follow the " + what + ": " + e.getMessage());
      }
    }
  }

  @Override
  public void follow(
      Predicate<Device> filter, Consumer<Device> onPresent, Consumer<Device> onGone) {
    if (!closed) {
      DeviceFollower follower =
          new DeviceFollower(filter, onPresent, onGone, call -> callBack("devices", call));
      services.devices().add(follower);
      own(() -> services.devices().remove(follower));
    }
  }

  @Override
  public <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    if (closed) {
      closeQuietly(resource);
    }
    return resource;
  }

  @Override
  public void traffic(String interfaceName, long in, long out) {
    if (!closed) {
      metrics.traffic().count(interfaceName, in, out);
    }
  }

  @Override
  public void count(String counter, long increment) {
    if (!closed) {
      metrics.count(counter, increment);
    }
  }

  @Override
  public void error(String interfaceName, String message) {
    if (closed) {
      return;
    }
    if (interfaceName.isEmpty()) {
      metrics.error(message);
    } else {
      metrics.traffic().error(interfaceName, message);
    }
  }

  @Override
  public void hint(String interfaceName, @Nullable String hint) {
    if (!closed && metrics.traffic().hint(interfaceName, hint == null ? "" : hint)) {
      if (hint == null) {
        LOG.info("{} on {}: the hint was removed", source.id(), interfaceName);
      } else {
        LOG.info("{} on {}: {}", source.id(), interfaceName, hint);
      }
    }
  }

  @Override
  public void degraded(@Nullable String reason) {
    if (!closed && metrics.degraded(reason)) {
      if (reason == null) {
        LOG.info("{} is no longer degraded", source.id());
      } else {
        LOG.warn("{} is degraded: {}", source.id(), reason);
      }
    }
  }

  @Override
  public Set<Integer> hubPorts() {
    return services.hubPorts().get();
  }

  @Override
  public boolean closed() {
    return closed;
  }

  /** Starts a round of active search; does nothing if there is none. */
  void requestScan() {
    scans.forEach(ScanScheduler::request);
  }

  /** Returns the counters of the sockets. */
  Map<String, Long> socketCounters() {
    return ReceiveBuffers.counters(binder.ports());
  }

  /** Returns the round of active search to show. */
  @Nullable ScanScheduler scan() {
    return scans.isEmpty() ? null : scans.get(0);
  }

  private void linksChanged(List<NetworkLink> now) {
    metrics.traffic().retain(services.interfaces().table()::exists);
    if (!closed && binder.changed(now)) {
      requestScan();
    }
  }

  private void retryLater(UdpPort port) {
    delayed.add(Duration.ofSeconds(RETRY_SECONDS), () -> binder.retry(port));
  }

  @Override
  public void close() {
    closed = true;
    services.interfaces().ignore(monitor);
    delayed.close();
    tasks.close();
    scans.forEach(ScanScheduler::close);
    List<AutoCloseable> reversed = new ArrayList<>(owned);
    Collections.reverse(reversed);
    reversed.forEach(this::closeQuietly);
    owned.removeAll(reversed);
    binder.close();
  }

  private void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception | LinkageError e) {
      LOG.debug("Cannot close a resource of {}", source.id(), e);
    }
  }
}
