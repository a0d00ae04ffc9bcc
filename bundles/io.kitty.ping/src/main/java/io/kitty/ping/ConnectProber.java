// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

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
 * Probes by opening TCP connections, which needs no right: a host that accepts or refuses one is
 * there. Each round knocks at the next port of a short list.
 */
final class ConnectProber implements Prober {

  /** Where computers, routers and printers answer most: a web page, remote login, file shares. */
  static final List<Integer> PORTS = List.of(80, 443, 22, 445);

  /** How many connections may be under way. */
  private static final int MAX = 256;

  private static final long LONGEST_WAIT_MS = 50;

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
        // it is of no use any more
      }
    }
  }

  private final List<Integer> ports;
  private final long patience;
  private final LongSupplier clock;
  private final Selector selector = Selector.open();
  private final Set<Attempt> open = new LinkedHashSet<>();
  private final Deque<Attempt> answered = new ArrayDeque<>();
  private String lastError = "";

  /**
   * @param ports the ports to knock at, in turn
   * @param timeout how long a connection is waited for
   * @param clock the monotonic time in nanoseconds
   */
  ConnectProber(List<Integer> ports, Duration timeout, LongSupplier clock) throws IOException {
    this.ports = ports;
    this.patience = timeout.toNanos();
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

  /** Gives up what has taken too long; whether one more may be under way then. */
  private boolean room() {
    long now = clock.getAsLong();
    Iterator<Attempt> eldest = open.iterator();
    while (eldest.hasNext()) {
      Attempt attempt = eldest.next();
      if (now - attempt.since() < patience) {
        break;
      }
      attempt.close();
      eldest.remove();
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
      selector.select(Math.max(1, Math.min(nanos / 1_000_000, LONGEST_WAIT_MS)));
    }
  }

  @Override
  public synchronized String lastError() {
    return lastError;
  }

  @Override
  public synchronized void rest() {
    open.forEach(Attempt::close);
    answered.forEach(Attempt::close);
    open.clear();
    answered.clear();
  }

  @Override
  public synchronized void close() {
    rest();
    try {
      selector.close();
    } catch (IOException e) {
      // nobody waits for it any more
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
