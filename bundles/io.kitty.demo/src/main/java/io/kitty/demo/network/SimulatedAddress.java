// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import io.kitty.demo.network.LoopbackNetwork.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of a machine, with all that is opened there: when the machine leaves, everything is
 * closed at once. In the demo's thread only.
 */
public final class SimulatedAddress implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SimulatedAddress.class);

  private final LoopbackNetwork network;
  private final ScheduledExecutorService time;
  private final InetAddress address;
  private final Map<Integer, DatagramChannel> own = new HashMap<>();
  private final List<AutoCloseable> owned = new ArrayList<>();
  private boolean closed;

  /**
   * @param time the demo's thread
   */
  public SimulatedAddress(
      LoopbackNetwork network, ScheduledExecutorService time, InetAddress address) {
    this.network = network;
    this.time = time;
    this.address = address;
  }

  /** Returns the address. */
  public InetAddress address() {
    return address;
  }

  /** Returns the address as text. */
  public String ip() {
    return address.getHostAddress();
  }

  /** Receives datagrams to a port of this address. */
  public void listen(int port, Receiver receiver) throws IOException {
    own.put(port, socket(network.open(address, port, receiver)));
  }

  /** Receives datagrams to a port of this address, or of the broadcast address. */
  void listenToAll(int port, Receiver receiver) throws IOException {
    listen(port, receiver);
    socket(network.openToAll(port, receiver));
  }

  /**
   * Answers one request, which comes to a port of this address or of the broadcast address.
   *
   * @param request what the datagram has to be, byte for byte
   * @param answer makes the answer
   */
  public void answer(int port, byte[] request, Supplier<byte[]> answer) throws IOException {
    listenToAll(
        port,
        (payload, from) -> {
          if (Arrays.equals(payload, request)) {
            send(port, answer.get(), from);
          }
        });
  }

  /** Receives datagrams to a port of a multicast group. */
  public void join(InetAddress group, int port, Receiver receiver) throws IOException {
    socket(network.open(group, port, receiver));
  }

  /** Sends from a port of this address; does nothing after the machine has left. */
  public void send(int from, byte[] payload, InetSocketAddress to) throws IOException {
    if (closed) {
      return;
    }
    DatagramChannel channel = own.get(from);
    if (channel == null) {
      channel = socket(network.open(address, from, null));
      own.put(from, channel);
    }
    LoopbackNetwork.send(channel, payload, to);
  }

  /** Runs a task now and then periodically. */
  public void periodically(Duration period, Task task) {
    schedulePeriodically(Duration.ZERO, period, task);
  }

  /** Runs a task now and again a second later, as an announcement may be lost. */
  public void twice(Task task) {
    Runnable now = logFailures(task);
    now.run();
    Future<?> again = time.schedule(now, 1, TimeUnit.SECONDS);
    own(() -> again.cancel(false));
  }

  private void schedulePeriodically(Duration first, Duration period, Task task) {
    Future<?> running =
        time.scheduleAtFixedRate(
            logFailures(task), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    own(() -> running.cancel(false));
  }

  /** A task that may fail. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException;
  }

  /** A failed task is run again next time. */
  private static Runnable logFailures(Task task) {
    return () -> {
      try {
        task.run();
      } catch (IOException | RuntimeException e) {
        LOG.debug("A simulated packet could not be sent", e);
      }
    };
  }

  private DatagramChannel socket(DatagramChannel channel) {
    own(() -> network.close(channel));
    return channel;
  }

  /** Closes something when the machine leaves. */
  public <T extends AutoCloseable> T own(T closeable) {
    owned.add(closeable);
    return closeable;
  }

  @Override
  public void close() {
    closed = true;
    for (AutoCloseable each : owned) {
      try {
        each.close();
      } catch (Exception e) {
        LOG.debug("Leaving {}", ip(), e);
      }
    }
    owned.clear();
    own.clear();
  }
}
