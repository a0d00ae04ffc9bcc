// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection to a machine. One deadline covers all of it, however slow each part is, and what
 * the machine sends is limited in all. It blocks the calling thread; only {@link #close} may be
 * called by another one, and ends whatever waits.
 */
public final class MachineConnection implements AutoCloseable {

  private static final int BUFFER = 4096;
  private static final int MAX_LINE = 4096;

  private final InetSocketAddress address;
  private final long deadline;
  private final Selector selector = Selector.open();
  private final SocketChannel channel = SocketChannel.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private int left;

  /**
   * Prepares a connection, which is not open yet.
   *
   * @param timeout the time for all of it, from now on
   * @param maxBytes how much the machine may send in all
   */
  MachineConnection(InetSocketAddress address, Duration timeout, int maxBytes) throws IOException {
    this.address = address;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.left = maxBytes;
  }

  /** Opens the connection. */
  void open() throws IOException {
    channel.configureBlocking(false);
    if (!channel.connect(address)) {
      do {
        await(SelectionKey.OP_CONNECT);
      } while (!channel.finishConnect());
    }
  }

  /** Returns the address and port of the machine, without a name. */
  public InetSocketAddress address() {
    return address;
  }

  /** Sends bytes. */
  public void write(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (true) {
      channel.write(rest);
      if (!rest.hasRemaining()) {
        return;
      }
      await(SelectionKey.OP_WRITE);
    }
  }

  /**
   * Returns the next byte, 0 to 255.
   *
   * @throws EOFException if the machine has ended the connection
   */
  public int read() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return Byte.toUnsignedInt(buffer.get());
  }

  /**
   * Returns the next bytes.
   *
   * @throws ProtocolException if they are more than the machine may still send
   */
  public byte[] read(int count) throws IOException {
    if (count > buffer.remaining() + left) {
      throw new ProtocolException("it sends too much");
    }
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) read();
    }
    return bytes;
  }

  /**
   * Returns the next line in ISO 8859-1, without its end, which is a line feed after any carriage
   * returns.
   */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next != '\n'; next = read()) {
      if (line.length() == MAX_LINE) {
        throw new ProtocolException("a line is too long");
      }
      line.append((char) next);
    }
    return line.toString().replaceFirst("\r+$", "");
  }

  private void fill() throws IOException {
    remainingMillis();
    buffer.clear();
    int count = channel.read(buffer);
    while (count == 0) {
      await(SelectionKey.OP_READ);
      count = channel.read(buffer);
    }
    buffer.flip();
    if (count < 0) {
      throw new EOFException("the machine has ended the connection");
    }
    left -= count;
    if (left < 0) {
      throw new ProtocolException("it sends too much");
    }
  }

  private void await(int operation) throws IOException {
    try {
      channel.register(selector, operation);
      do {
        selector.selectedKeys().clear();
      } while (selector.select(remainingMillis()) == 0);
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new InterruptedIOException("the connection was closed here");
    }
  }

  private long remainingMillis() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("it takes too long");
    }
    return millis;
  }

  /** Closes the connection at once. */
  @Override
  public void close() {
    try (selector) {
      channel.close();
    } catch (IOException e) {
      // a connection that cannot be closed needs no further handling
    }
  }
}
