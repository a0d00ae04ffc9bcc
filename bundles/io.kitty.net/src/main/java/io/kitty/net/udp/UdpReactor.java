// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all UDP sockets of the hub with one thread. */
public final class UdpReactor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UdpReactor.class);

  /** The largest UDP payload. */
  private static final int MAX_PAYLOAD = 65_535;

  /** The number of packets read from one socket before the next. */
  private static final int MAX_BATCH = 256;

  /** Receives the packets of one socket. */
  public interface Receiver {
    /** Called by the reactor's thread; an exception is logged and has no further effect. */
    void received(byte[] payload, InetSocketAddress source);

    /** Called if reading the socket failed; it stays registered. */
    void failed(IOException cause);
  }

  private final Selector selector;
  private final Thread thread;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_PAYLOAD);

  /**
   * Starts the thread.
   *
   * @throws IOException if the system has no more descriptors
   */
  public UdpReactor(ThreadFactory threads) throws IOException {
    this.selector = Selector.open();
    this.thread = threads.newThread(this::run);
    thread.start();
  }

  /** Registers a socket, which is read until it is closed. */
  public void add(DatagramChannel channel, Receiver receiver) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, receiver);
    selector.wakeup();
  }

  /** Closes a socket, so that the system frees its port at once. */
  public void remove(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Cannot close a socket", e);
    }
    selector.wakeup();
  }

  /** Ends the thread; the remaining sockets are no longer read. */
  @Override
  public void close() throws IOException {
    selector.close();
    if (Thread.currentThread() != thread) {
      try {
        thread.join(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    while (selector.isOpen()) {
      try {
        selector.select(this::read);
      } catch (IOException e) {
        LOG.warn("Reading UDP sockets failed, retrying: {}", e.getMessage());
      } catch (ClosedSelectorException e) {
        return;
      }
    }
  }

  private void read(SelectionKey key) {
    Receiver receiver = (Receiver) key.attachment();
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      for (int i = 0; i < MAX_BATCH; i++) {
        buffer.clear();
        SocketAddress source = channel.receive(buffer);
        if (source == null) {
          return;
        }
        buffer.flip();
        byte[] payload = new byte[buffer.remaining()];
        buffer.get(payload);
        dispatch(receiver, payload, (InetSocketAddress) source);
      }
    } catch (ClosedChannelException | CancelledKeyException e) {
      key.cancel();
    } catch (IOException e) {
      receiver.failed(e);
    }
  }

  /** Dispatches a datagram; an exception must not end the reading of all others. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void dispatch(Receiver receiver, byte[] payload, InetSocketAddress source) {
    try {
      receiver.received(payload, source);
    } catch (RuntimeException | Error e) {
      LOG.debug("Cannot handle a datagram from {}", source, e);
    }
  }
}
