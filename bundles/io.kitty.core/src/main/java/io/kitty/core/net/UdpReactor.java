// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

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
  private static final int LARGEST = 65_535;

  /** How many packets one socket may have read before the others get their turn. */
  private static final int TURN = 256;

  /** Takes what one socket received. */
  interface Receiver {
    /** Called by the reactor's thread; an exception is logged and ends nothing. */
    void received(byte[] payload, InetSocketAddress source);

    /** The socket could not be read; it is read on. */
    void failed(IOException cause);
  }

  private final Selector selector;
  private final Thread thread;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);

  /**
   * Starts reading.
   *
   * @throws IOException if the system has no more descriptors
   */
  public UdpReactor(ThreadFactory threads) throws IOException {
    this.selector = Selector.open();
    this.thread = threads.newThread(this::run);
    thread.start();
  }

  /** Reads a socket from now on, until it is closed. */
  void add(DatagramChannel channel, Receiver receiver) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, receiver);
    selector.wakeup();
  }

  /** Closes a socket, and has the system free its port at once. */
  void remove(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Closing a socket", e);
    }
    selector.wakeup();
  }

  /** Ends the thread; sockets that are left are read no more. */
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
        LOG.warn("Reading UDP sockets failed, trying on: {}", e.getMessage());
      } catch (ClosedSelectorException e) {
        return;
      }
    }
  }

  private void read(SelectionKey key) {
    Receiver receiver = (Receiver) key.attachment();
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      for (int i = 0; i < TURN; i++) {
        buffer.clear();
        SocketAddress source = channel.receive(buffer);
        if (source == null) {
          return;
        }
        buffer.flip();
        byte[] payload = new byte[buffer.remaining()];
        buffer.get(payload);
        hand(receiver, payload, (InetSocketAddress) source);
      }
    } catch (ClosedChannelException | CancelledKeyException e) {
      key.cancel();
    } catch (IOException e) {
      receiver.failed(e);
    }
  }

  /** One bad datagram must not end the reading of all others. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void hand(Receiver receiver, byte[] payload, InetSocketAddress source) {
    try {
      receiver.received(payload, source);
    } catch (RuntimeException | Error e) {
      LOG.debug("A datagram from {} was not understood", source, e);
    }
  }
}
