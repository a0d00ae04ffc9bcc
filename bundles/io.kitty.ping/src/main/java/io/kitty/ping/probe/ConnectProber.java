// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.probe;

import io.kitty.ping.network.Ipv4Ints;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Probes by opening TCP connections, which needs no privilege: a host that accepts or refuses one
 * is there. Each round uses the next port of a short list.
 */
public final class ConnectProber implements Prober {

  /**
   * The ports that computers, routers and printers answer most often: web page, remote login, file
   * shares.
   */
  public static final List<Integer> PORTS = List.of(80, 443, 22, 445);

  /** How many connections may be in progress. */
  private static final int MAX = 256;

  private static final long MAX_WAIT_MS = 50;

  private record Attempt(
      SocketChannel channel, int address, int sequence, long cookie, long since) {

    void answered(Answers answers) {
      answers.answer(address, sequence, cookie);
      close();
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // it is not needed any more
      }
    }
  }

  private final List<Integer> ports;
  private final long timeoutNanos;
  private final LongSupplier clock;
  private final Selector selector = Selector.open();
  private final Set<Attempt> open = new LinkedHashSet<>();
  private final Deque<Attempt> answered = new ArrayDeque<>();
  private String lastError = "";

  /**
   * @param ports the ports to connect to, in turn
   * @param timeout the timeout of a connection
   * @param clock the monotonic time in nanoseconds
   */
  ConnectProber(List<Integer> ports, Duration timeout, LongSupplier clock) throws IOException {
    this.ports = ports;
    this.timeoutNanos = timeout.toNanos();
    this.clock = clock;
  }

  @Override
  public synchronized int send(ProbeBatch batch, int from, int to) throws IOException {
    checkOpen();
    for (int i = from; i < to; i++) {
      int result = room() ? connect(batch, i) : BUSY;
      if (result <= 0) {
        return i > from ? i - from : result;
      }
    }
    return to - from;
  }

  /** Drops connections that have timed out; returns whether one more may be opened. */
  private boolean room() {
    long now = clock.getAsLong();
    Iterator<Attempt> oldest = open.iterator();
    while (oldest.hasNext()) {
      Attempt attempt = oldest.next();
      if (now - attempt.since() < timeoutNanos) {
        break;
      }
      attempt.close();
      oldest.remove();
    }
    return open.size() < MAX;
  }

  private int connect(ProbeBatch batch, int probe) throws IOException {
    SocketChannel channel = SocketChannel.open();
    int address = batch.address(probe);
    Attempt attempt =
        new Attempt(channel, address, batch.sequence(probe), batch.cookie(), clock.getAsLong());
    int port = ports.get(batch.round() % ports.size());
    try {
      channel.configureBlocking(false);
      if (channel.connect(new InetSocketAddress(Ipv4Ints.address(address), port))) {
        answered.add(attempt);
      } else {
        channel.register(selector, SelectionKey.OP_CONNECT, attempt);
        open.add(attempt);
      }
      return 1;
    } catch (ConnectException refused) {
      answered.add(attempt);
      return 1;
    } catch (IOException e) {
      lastError = String.valueOf(e.getMessage());
      attempt.close();
      return REFUSED;
    }
  }

  @Override
  public synchronized int receive(Answers answers) throws IOException {
    checkOpen();
    int received = answered.size();
    while (!answered.isEmpty()) {
      answered.remove().answered(answers);
    }
    selector.selectNow();
    for (SelectionKey key : selector.selectedKeys()) {
      finish((Attempt) key.attachment(), answers);
      received++;
    }
    selector.selectedKeys().clear();
    return received;
  }

  private void finish(Attempt attempt, Answers answers) {
    open.remove(attempt);
    try {
      if (attempt.channel().finishConnect()) {
        attempt.answered(answers);
      }
    } catch (ConnectException refused) {
      attempt.answered(answers);
    } catch (IOException unreachable) {
      attempt.close();
    }
  }

  @Override
  public synchronized void await(long nanos) throws IOException {
    checkOpen();
    if (answered.isEmpty()) {
      selector.select(Math.max(1, Math.min(nanos / 1_000_000, MAX_WAIT_MS)));
    }
  }

  @Override
  public synchronized String lastError() {
    return lastError;
  }

  @Override
  public synchronized void dropPending() {
    open.forEach(Attempt::close);
    answered.forEach(Attempt::close);
    open.clear();
    answered.clear();
  }

  @Override
  public synchronized void close() {
    dropPending();
    try {
      selector.close();
    } catch (IOException e) {
      // nothing waits for it any more
    }
  }

  private void checkOpen() throws IOException {
    if (!selector.isOpen()) {
      throw new IOException("closed");
    }
  }

  @Override
  public String toString() {
    return "TCP connect";
  }
}
