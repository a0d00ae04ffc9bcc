// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import io.kitty.discovery.DiscoveryContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens the short connections of one provider, and closes them when its context closes. Machines of
 * its sort lock all clients out after a few connections, so that none gets a second one within a
 * minute, whatever the reason. Thread-safe.
 */
public final class MachineConnector implements AutoCloseable {

  /** The shortest time from the start of one connection to a machine to the start of the next. */
  public static final Duration GAP = Duration.ofMinutes(1);

  /** A question and its answer. */
  @FunctionalInterface
  public interface Conversation<T> {

    /**
     * Runs on a thread that may block; the connection is closed afterwards.
     *
     * @throws IOException if there is no usable answer
     */
    T run(MachineConnection connection) throws IOException;
  }

  private final DiscoveryContext context;
  private final Duration timeout;
  private final int maxBytes;
  private final Set<InetAddress> recent = ConcurrentHashMap.newKeySet();
  private final Set<MachineConnection> open = ConcurrentHashMap.newKeySet();

  private MachineConnector(DiscoveryContext context, Duration timeout, int maxBytes) {
    this.context = context;
    this.timeout = timeout;
    this.maxBytes = maxBytes;
  }

  /**
   * Returns a connector that closes with the context.
   *
   * @param timeout the time for each connection in all
   * @param maxBytes how much a machine may send in each
   */
  public static MachineConnector of(DiscoveryContext context, Duration timeout, int maxBytes) {
    return context.own(new MachineConnector(context, timeout, maxBytes));
  }

  /**
   * Connects to a machine, and closes the connection after a conversation.
   *
   * @return what the conversation returns. It fails with any exception if there is no usable
   *     answer, the machine had a connection within a minute, or this hub itself serves the port
   */
  public <T> CompletableFuture<T> connect(
      InetAddress address, int port, Conversation<T> conversation) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (context.hubPorts().contains(port)) {
      result.completeExceptionally(new ProtocolException("this hub itself serves that port"));
    } else if (!recent.add(address)) {
      result.completeExceptionally(new ProtocolException("it had a connection just before"));
    } else {
      context.schedule(GAP, () -> recent.remove(address));
      context.execute(() -> run(new InetSocketAddress(address, port), conversation, result));
    }
    return result;
  }

  private <T> void run(
      InetSocketAddress address, Conversation<T> conversation, CompletableFuture<T> result) {
    try (MachineConnection connection = new MachineConnection(address, timeout, maxBytes)) {
      T answer = converse(connection, conversation);
      result.complete(answer);
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private <T> T converse(MachineConnection connection, Conversation<T> conversation)
      throws IOException {
    open.add(connection);
    try {
      if (context.closed()) {
        throw new ProtocolException("the context is closed");
      }
      connection.open();
      return conversation.run(connection);
    } finally {
      open.remove(connection);
    }
  }

  /** Aborts all conversations. */
  @Override
  public void close() {
    open.forEach(MachineConnection::close);
  }
}
