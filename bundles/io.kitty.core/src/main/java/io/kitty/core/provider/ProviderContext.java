// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.ReceiveBuffers;
import io.kitty.core.net.UdpPort;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.hub.ModuleStatus.Progress;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one running provider has been lent, and takes back when it stops. */
final class ProviderContext implements DiscoveryContext, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderContext.class);
  private static final int TASKS_AT_ONCE = 4;
  private static final int MAX_TASKS = 1000;
  private static final int MAX_LINK_CHANGES = 16;
  private static final long RETRY_SECONDS = 2;

  private final Source source;
  private final ProviderServices resources;
  private final ProviderMetrics meters;
  private final SourceRateLimiter limit;
  private final BoundedExecutor tasks;
  private final List<AutoCloseable> owned = new CopyOnWriteArrayList<>();
  private final List<ScanScheduler> scans = new CopyOnWriteArrayList<>();
  private final Set<Source> signs = new CopyOnWriteArraySet<>();
  private final InterfaceBinder following;
  private final Consumer<List<NetworkLink>> monitor = this::linksChanged;
  private volatile boolean closed;

  ProviderContext(
      Source source, InterfaceFilter wanted, ProviderServices resources, ProviderMetrics meters) {
    this.source = source;
    this.resources = resources;
    this.meters = meters;
    this.limit = new SourceRateLimiter(resources.sightingsPerSecond(), System::nanoTime);
    this.tasks = new BoundedExecutor(resources.threads().workers(), TASKS_AT_ONCE, MAX_TASKS);
    this.following =
        new InterfaceBinder(
            wanted, resources.interfaces().links(), this::followLater, why -> error("", why));
    resources.interfaces().listen(monitor);
    linksChanged(resources.interfaces().links()); // they may have changed just before
  }

  @Override
  public void report(Sighting sighting) {
    report(source, sighting);
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

  /** What it noticed things by, beside its own protocol. */
  Set<Source> signs() {
    return Set.copyOf(signs);
  }

  private void report(Source speaker, Sighting sighting) {
    if (closed) {
      return;
    }
    Endpoint endpoint = resources.interfaces().locate(sighting.endpoint());
    if (limit.admits(endpoint.address())
        && resources.sink().report(speaker, sighting.at(endpoint))) {
      meters.count("sightings", 1);
      meters.traffic().sighting(endpoint.interfaceName());
    } else {
      meters.count("sightings_dropped", 1);
    }
  }

  @Override
  public void goodbye(String key, InetAddress address) {
    if (!closed && limit.admits(address)) {
      resources.sink().goodbye(source, key, address);
    }
  }

  @Override
  public DatagramPort open(PortSpec spec, Consumer<Datagram> handler) throws IOException {
    UdpPort port =
        resources
            .ports()
            .port(
                spec,
                meters.traffic(),
                datagram -> {
                  if (!closed) {
                    handle(handler, datagram);
                  }
                });
    following.add(port);
    if (closed) {
      port.close();
    }
    return port;
  }

  private void handle(Consumer<Datagram> handler, Datagram datagram) {
    InetAddress sender = datagram.source().getAddress();
    Instant crowded = resources.floods().count(source.id(), datagram.interfaceName(), sender);
    if (crowded != null && !resources.sink().isKnown(sender, crowded)) {
      meters.count("flood_dropped", 1);
      return;
    }
    try {
      handler.accept(datagram);
    } catch (RuntimeException | Error e) {
      meters.count("handler_failures", 1);
      throw e;
    }
  }

  @Override
  public void scan(Duration interval, Scan scan) {
    if (!closed) {
      ScanScheduler loop =
          new ScanScheduler(
              () -> {
                meters.count("scans", 1);
                scan.run();
              },
              interval,
              resources.threads().timer(),
              resources.threads().workers(),
              failure -> {
                LOG.debug("A scan of {} failed", source.id(), failure);
                error("", "scan failed: " + failure.getMessage());
              });
      scans.add(loop);
      if (closed) {
        loop.close();
      }
    }
  }

  @Override
  public void progress(long done, long total) {
    ScanScheduler loop = scan();
    if (loop != null && !closed()) {
      loop.progress(new Progress(done, total));
    }
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    afterwards(delay, () -> execute(task));
  }

  /** Does something short after a while, in the thread that keeps time. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends by itself, and finds the context closed
  private void afterwards(Duration delay, Runnable task) {
    if (!closed) {
      try {
        resources.threads().timer().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("The hub is stopping", e);
      }
    }
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
      meters.count("tasks_dropped", 1);
    }
  }

  @Override
  public List<NetworkLink> links() {
    return following.links();
  }

  @Override
  public void onLinks(Consumer<List<NetworkLink>> listener) {
    if (!closed) {
      BoundedExecutor inOrder =
          new BoundedExecutor(resources.threads().workers(), 1, MAX_LINK_CHANGES);
      own(inOrder::close);
      following.add(change -> inOrder.add(() -> publishLinks(listener)));
    }
  }

  private void publishLinks(Consumer<List<NetworkLink>> listener) {
    if (!closed) {
      try {
        listener.accept(following.links());
      } catch (RuntimeException e) {
        LOG.debug("{} failed on a change of the interfaces", source.id(), e);
        error("", "cannot follow the interfaces: " + e.getMessage());
      }
    }
  }

  @Override
  public <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    if (closed) {
      free(resource);
    }
    return resource;
  }

  @Override
  public void traffic(String interfaceName, long in, long out) {
    if (!closed) {
      meters.traffic().count(interfaceName, in, out);
    }
  }

  @Override
  public void count(String counter, long increment) {
    if (!closed) {
      meters.count(counter, increment);
    }
  }

  @Override
  public void error(String interfaceName, String message) {
    if (closed) {
      return;
    }
    if (interfaceName.isEmpty()) {
      meters.error(message);
    } else {
      meters.traffic().error(interfaceName, message);
    }
  }

  @Override
  public void hint(String interfaceName, @Nullable String hint) {
    if (!closed && meters.traffic().hint(interfaceName, hint == null ? "" : hint)) {
      if (hint == null) {
        LOG.info("{} on {}: the hint no longer holds", source.id(), interfaceName);
      } else {
        LOG.info("{} on {}: {}", source.id(), interfaceName, hint);
      }
    }
  }

  @Override
  public void degraded(@Nullable String reason) {
    if (!closed && meters.degraded(reason)) {
      if (reason == null) {
        LOG.info("{} is well again", source.id());
      } else {
        LOG.warn("{} is degraded: {}", source.id(), reason);
      }
    }
  }

  @Override
  public Set<Integer> hubPorts() {
    return resources.hubPorts().get();
  }

  @Override
  public boolean closed() {
    return closed;
  }

  /** Has a round of active search begin; nothing happens where there is none to run. */
  void requestScan() {
    scans.forEach(ScanScheduler::request);
  }

  /** What is known of the sockets. */
  Map<String, Long> socketCounters() {
    return ReceiveBuffers.counters(following.ports());
  }

  /** The round of active search that is shown. */
  @Nullable ScanScheduler scan() {
    return scans.isEmpty() ? null : scans.get(0);
  }

  private void linksChanged(List<NetworkLink> now) {
    meters.traffic().retain(resources.interfaces().table()::exists);
    if (!closed && following.changed(now)) {
      requestScan();
    }
  }

  private void followLater(UdpPort port) {
    afterwards(Duration.ofSeconds(RETRY_SECONDS), () -> following.retry(port));
  }

  @Override
  public void close() {
    closed = true;
    resources.interfaces().ignore(monitor);
    tasks.close();
    scans.forEach(ScanScheduler::close);
    List<AutoCloseable> last = new ArrayList<>(owned);
    Collections.reverse(last);
    last.forEach(this::free);
    owned.removeAll(last);
    following.close();
  }

  private void free(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception | LinkageError e) {
      LOG.debug("Closing what {} had", source.id(), e);
    }
  }
}
