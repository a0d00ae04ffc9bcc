// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A context without sockets, threads or a clock of its own: it records what the provider does, and
 * runs what the test requests, on the test's thread. Initially it has the loopback interface only.
 * Like the hub's context it does nothing once it is closed.
 */
public final class FakeContext implements DiscoveryContext, AutoCloseable {

  /** A sighting that the provider relayed. */
  public record Relay(Source origin, Sighting sighting) {}

  /** An indirect sign that the provider reported. */
  public record Notice(Source sign, Sighting sighting) {}

  /** The progress of a round. */
  public record Progress(long done, long total) {}

  /** A goodbye that the provider reported. */
  public record Goodbye(String key, InetAddress address) {}

  /** Packets of a socket that the provider opened itself. */
  public record Traffic(String interfaceName, long in, long out) {}

  /** An error that the provider reported. */
  public record Failure(String interfaceName, String message) {}

  private record Timer(long due, long number, Runnable task) {}

  private final FakeClock clock;
  private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
  private final List<Relay> relays = new CopyOnWriteArrayList<>();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final List<Goodbye> goodbyes = new CopyOnWriteArrayList<>();
  private final List<Traffic> traffic = new CopyOnWriteArrayList<>();
  private final List<Failure> errors = new CopyOnWriteArrayList<>();
  private final FakeDevices devices = new FakeDevices();
  private final FakeHttp http = new FakeHttp(this);
  private final List<FakePort> ports = new CopyOnWriteArrayList<>();
  private final List<Consumer<List<NetworkLink>>> linkListeners = new CopyOnWriteArrayList<>();
  private final Map<String, String> hints = new ConcurrentHashMap<>();
  private final Map<String, Long> counters = new ConcurrentHashMap<>();
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Queue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
  private long timersMade;
  private boolean queueing;
  private @Nullable Scan scan;
  private @Nullable Progress progress;
  private @Nullable Duration interval;
  private @Nullable IOException openFailure;
  private volatile @Nullable String degraded;
  private volatile List<NetworkLink> links = List.of(TestLinks.loopback());
  private volatile Set<Integer> hubPorts = Set.of();
  private volatile boolean closed;

  public FakeContext() {
    this(new FakeClock());
  }

  public FakeContext(FakeClock clock) {
    this.clock = clock;
  }

  // Controls for the test.

  /** Returns the clock that drives the timers. */
  public FakeClock clock() {
    return clock;
  }

  /** Replaces the interfaces, and notifies the provider. */
  public void links(NetworkLink... now) {
    links = List.of(now);
    linkListeners.forEach(listener -> listener.accept(links));
  }

  /** Makes a device present, or changes it, for what follows the devices. */
  public void present(Device device) {
    devices.present(device);
  }

  /** Removes a device. */
  public void gone(Device device) {
    devices.gone(device.id());
  }

  /** Sets the TCP ports that the hub serves. */
  public void hubPorts(Integer... now) {
    hubPorts = Set.of(now);
  }

  /** Makes every further {@link #open} fail. */
  public synchronized void failOpen(String message) {
    openFailure = new IOException(message);
  }

  /**
   * Queues the tasks given to {@link #execute} until {@link #runTasks}, instead of running them.
   */
  public synchronized void queueTasks() {
    queueing = true;
  }

  /** Runs the queued tasks, and those that they queue, in order. */
  public void runTasks() {
    for (Runnable task = nextTask(); task != null; task = nextTask()) {
      task.run();
    }
  }

  private synchronized @Nullable Runnable nextTask() {
    return tasks.poll();
  }

  /** Advances the clock, and runs the timers that become due, each at its time. */
  public void advance(Duration duration) {
    long end = clock.nanos() + duration.toNanos();
    for (Timer timer = nextTimer(end); timer != null; timer = nextTimer(end)) {
      clock.advance(Duration.ofNanos(Math.max(0, timer.due - clock.nanos())));
      timer.task.run();
    }
    clock.advance(Duration.ofNanos(end - clock.nanos()));
  }

  private synchronized @Nullable Timer nextTimer(long end) {
    Timer first = timers.peek();
    return first == null || first.due > end ? null : timers.poll();
  }

  /** Runs one round of active search; none runs on its own. */
  public void runScan() throws Exception {
    Scan round = scan().orElseThrow(() -> new AssertionError("the provider set no scan"));
    if (!closed) {
      round.run();
    }
  }

  /** Delivers a datagram to every open port. */
  public void deliver(Datagram datagram) {
    ports.forEach(port -> port.deliver(datagram));
  }

  /** Delivers a datagram to the ports with this number, as from a neighbour on {@code eth0}. */
  public void deliver(int port, byte[] payload, InetSocketAddress source) {
    Datagram datagram = new Datagram(payload, source, "eth0", true);
    ports.stream()
        .filter(each -> each.spec().port() == port)
        .forEach(each -> each.deliver(datagram));
  }

  // What the provider did.

  /** Returns the reported sightings, in order. */
  public List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  /** Returns the last reported sighting. */
  public Sighting lastSighting() {
    List<Sighting> all = sightings();
    if (all.isEmpty()) {
      throw new AssertionError("nothing was reported");
    }
    return all.get(all.size() - 1);
  }

  /** Returns the relayed sightings, in order. */
  public List<Relay> relays() {
    return List.copyOf(relays);
  }

  /** Returns the indirect signs, in order. */
  public List<Notice> notices() {
    return List.copyOf(notices);
  }

  /** Returns the goodbyes, in order. */
  public List<Goodbye> goodbyes() {
    return List.copyOf(goodbyes);
  }

  /** Returns the packets that it counted. */
  public List<Traffic> traffic() {
    return List.copyOf(traffic);
  }

  /** Returns the reported errors, in order. */
  public List<Failure> errors() {
    return List.copyOf(errors);
  }

  /** Returns the hints, by interface. */
  public Map<String, String> hints() {
    return new TreeMap<>(hints);
  }

  /** Returns the counters. */
  public Map<String, Long> counters() {
    return new TreeMap<>(counters);
  }

  /** Returns why it is degraded; empty if it is not. */
  public Optional<String> degradedReason() {
    return Optional.ofNullable(degraded);
  }

  /** Returns the ports that it opened, closed ones included. */
  public List<FakePort> ports() {
    return List.copyOf(ports);
  }

  /** Returns the packets sent through all ports. */
  public List<FakePort.Packet> sent() {
    return ports.stream().flatMap(port -> port.sent().stream()).toList();
  }

  /** Returns the progress that the provider last reported. */
  public synchronized Optional<Progress> progress() {
    return Optional.ofNullable(progress);
  }

  /** Returns the round of active search. */
  public synchronized Optional<Scan> scan() {
    return Optional.ofNullable(scan);
  }

  /** Returns the scan interval. */
  public synchronized Optional<Duration> scanInterval() {
    return Optional.ofNullable(interval);
  }

  /** Returns the waiting tasks and timers. */
  public synchronized List<Runnable> pending() {
    List<Runnable> all = new ArrayList<>(tasks);
    timers.forEach(timer -> all.add(timer.task));
    return all;
  }

  /** Returns the resources to be closed with the context. */
  public synchronized List<AutoCloseable> owned() {
    return List.copyOf(owned);
  }

  public List<Consumer<List<NetworkLink>>> linkListeners() {
    return Collections.unmodifiableList(linkListeners);
  }

  // DiscoveryContext

  @Override
  public void report(Sighting sighting) {
    if (!closed) {
      sightings.add(sighting);
    }
  }

  @Override
  public void relay(Source origin, Sighting sighting) {
    if (!closed) {
      relays.add(new Relay(origin, sighting));
    }
  }

  @Override
  public void notice(Source sign, Sighting sighting) {
    if (!closed) {
      notices.add(new Notice(sign, sighting));
    }
  }

  @Override
  public void goodbye(String key, InetAddress address) {
    if (!closed) {
      goodbyes.add(new Goodbye(key, address));
    }
  }

  @Override
  public synchronized DatagramPort open(PortSpec spec, Consumer<Datagram> handler)
      throws IOException {
    FakePort port = new FakePort(spec, handler);
    if (closed) {
      port.close();
      return port;
    }
    if (openFailure != null) {
      throw openFailure;
    }
    ports.add(port);
    return port;
  }

  /** Returns the client, whose responses a test programs. */
  @Override
  public FakeHttp http() {
    return http;
  }

  @Override
  public synchronized void scan(Duration every, Scan round) {
    if (!closed) {
      interval = every;
      scan = round;
    }
  }

  @Override
  public synchronized void progress(long done, long total) {
    if (!closed) {
      progress = new Progress(done, total);
    }
  }

  @Override
  public synchronized void schedule(Duration delay, Runnable task) {
    if (!closed) {
      timers.add(new Timer(clock.nanos() + delay.toNanos(), timersMade++, task));
    }
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (queueing) {
        tasks.add(task);
        return;
      }
    }
    task.run();
  }

  @Override
  public List<NetworkLink> links() {
    return links;
  }

  @Override
  public Endpoint locate(InetAddress address) {
    for (NetworkLink link : links) {
      if (link.subnetOf(address).isPresent()) {
        return new Endpoint(address, link.name());
      }
    }
    return new Endpoint(address, "");
  }

  @Override
  public void onLinks(Consumer<List<NetworkLink>> listener) {
    if (!closed) {
      linkListeners.add(listener);
      listener.accept(links);
    }
  }

  @Override
  public void follow(
      Predicate<Device> filter, Consumer<Device> onPresent, Consumer<Device> onGone) {
    if (!closed) {
      devices.follow(filter, onPresent, onGone);
    }
  }

  @Override
  public <T extends AutoCloseable> T own(T resource) {
    synchronized (this) {
      if (!closed) {
        owned.push(resource);
        return resource;
      }
    }
    closeOrFail(resource);
    return resource;
  }

  @Override
  public void traffic(String interfaceName, long in, long out) {
    if (!closed) {
      traffic.add(new Traffic(interfaceName, in, out));
    }
  }

  @Override
  public void count(String counter, long increment) {
    if (!closed) {
      counters.merge(counter, increment, Long::sum);
    }
  }

  @Override
  public void error(String interfaceName, String message) {
    if (!closed) {
      errors.add(new Failure(interfaceName, message));
    }
  }

  @Override
  public void hint(String interfaceName, @Nullable String hint) {
    if (closed) {
      return;
    }
    if (hint == null) {
      hints.remove(interfaceName);
    } else {
      hints.put(interfaceName, hint);
    }
  }

  @Override
  public void degraded(@Nullable String reason) {
    if (!closed) {
      degraded = reason;
    }
  }

  @Override
  public Set<Integer> hubPorts() {
    return hubPorts;
  }

  @Override
  public boolean closed() {
    return closed;
  }

  /** Closes the owned resources, last first, and then the ports; drops waiting tasks and timers. */
  @Override
  public void close() {
    List<AutoCloseable> resources;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      tasks.clear();
      timers.clear();
      linkListeners.clear();
      devices.close();
      resources = List.copyOf(owned);
      owned.clear();
    }
    resources.forEach(FakeContext::closeOrFail);
    ports.forEach(FakePort::close);
  }

  private static void closeOrFail(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new AssertionError("could not be closed: " + resource, e);
    }
  }
}
