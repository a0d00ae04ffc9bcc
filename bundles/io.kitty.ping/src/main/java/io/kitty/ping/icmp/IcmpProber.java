// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;
import java.io.IOException;

/**
 * Probes by ICMP echo requests. Its lock keeps the socket open while it is in use, as a closed
 * descriptor may be reused immediately.
 */
public final class IcmpProber implements Prober {

  /** The maximum time that closing may have to wait. */
  private static final int MAX_WAIT_MS = 50;

  private static final long MILLISECOND = 1_000_000;

  private final IcmpSocket socket;
  private final PacketIo io;
  private int errno;
  private boolean closed;

  IcmpProber(IcmpSocket socket, PacketIo io) {
    this.socket = socket;
    this.io = io;
  }

  /**
   * Opens the ICMP prober of this system.
   *
   * @throws IOException if it is unavailable, with the reason and its remedy in one sentence
   */
  public static Prober open() throws IOException {
    NativeConstants os =
        NativeConstants.here()
            .orElseThrow(() -> new IOException("ICMP is known on Linux and macOS only"));
    try {
      IcmpSocket socket = IcmpSocket.open(os);
      return new IcmpProber(socket, PacketIo.of(socket));
    } catch (IOException e) {
      throw new IOException(
          "no right to send ICMP ("
              + e.getMessage()
              + "): grant it with sysctl net.ipv4.ping_group_range=\"0 2147483647\" or with the"
              + " capability CAP_NET_RAW (systemd: AmbientCapabilities=CAP_NET_RAW)",
          e);
    } catch (LinkageError e) {
      throw new IOException(
          "ICMP needs native code, which could not be loaded ("
              + e.getMessage()
              + "): name a directory from which it may be with -Djna.tmpdir=DIR",
          e);
    }
  }

  @Override
  public synchronized int send(ProbeBatch batch, int from, int to) throws IOException {
    checkOpen();
    int sent = io.send(batch, from, to);
    return sent > 0 ? sent : failed();
  }

  @Override
  public synchronized int receive(Answers answers) throws IOException {
    checkOpen();
    int received = io.receive(answers);
    if (received < 0) {
      failed();
      return 0;
    }
    return received;
  }

  private int failed() throws IOException {
    errno = Libc.errno();
    if (errno == NativeConstants.EBADF) {
      throw new IOException(lastError());
    }
    return socket.os().busy(errno) ? BUSY : REFUSED;
  }

  @Override
  public synchronized void await(long nanos) throws IOException {
    checkOpen();
    long milliseconds = (nanos + MILLISECOND - 1) / MILLISECOND;
    socket.await((int) Math.min(Math.max(0, milliseconds), MAX_WAIT_MS));
  }

  @Override
  public synchronized String lastError() {
    return closed ? "closed" : Libc.strerror(errno);
  }

  @Override
  public void dropPending() {
    // nothing is open but the socket
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      socket.close();
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
  }

  @Override
  public String toString() {
    return socket.toString();
  }
}
