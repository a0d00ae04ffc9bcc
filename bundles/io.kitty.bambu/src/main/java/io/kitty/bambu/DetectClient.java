// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a printer who it is, as slicers do before they bind to it: over plain TCP, and over TLS if
 * that gets no answer, since which models still speak the former is not known. Each attempt is over
 * when its time is, however slowly something comes in. Thread-safe.
 */
final class DetectClient implements AutoCloseable {

  /**
   * Where and for how long printers are asked.
   *
   * @param plain the TCP port for plain text
   * @param plainPatience how long an attempt there may take
   * @param tls the TCP port for TLS
   * @param tlsPatience how long an attempt there may take; small models need 5 s for the handshake
   */
  record Manner(int plain, Duration plainPatience, int tls, Duration tlsPatience) {
    /** The ports of Bambu Lab's printers. */
    static final Manner USUAL =
        new Manner(3000, Duration.ofMillis(2500), 3002, Duration.ofSeconds(8));
  }

  private static final String SEQUENCE_ID = "20000";
  private static final Logger LOG = LoggerFactory.getLogger(DetectClient.class);

  private final Manner manner;
  private final BiConsumer<Duration, Runnable> timer;
  private final PrinterTrustManager certificates = new PrinterTrustManager();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param timer runs a task after a time
   */
  DetectClient(Manner manner, BiConsumer<Duration, Runnable> timer) {
    this.manner = manner;
    this.timer = timer;
  }

  /**
   * Asks; blocks until there is an answer, or no hope of one.
   *
   * @throws IOException if nobody there says that it is a printer; the message says why
   */
  Printer detect(InetAddress host) throws IOException {
    try {
      return within(manner.plainPatience(), socket -> plain(socket, host));
    } catch (IOException plain) {
      try {
        return within(manner.tlsPatience(), socket -> tls(socket, host));
      } catch (IOException tls) {
        tls.addSuppressed(plain);
        throw new IOException(
            "port %d: %s; port %d: %s"
                .formatted(manner.plain(), plain.getMessage(), manner.tls(), tls.getMessage()),
            tls);
      }
    }
  }

  private interface Attempt {
    Printer on(Socket socket) throws IOException;
  }

  /** One attempt on a new socket, which is closed when the time is over. */
  private Printer within(Duration patience, Attempt attempt) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    try (Socket socket = new Socket()) {
      open.add(socket);
      if (closed) {
        throw new IOException("the protocol has stopped");
      }
      timer.accept(
          patience,
          () -> {
            late.set(true);
            close(socket);
          });
      socket.setSoTimeout((int) patience.toMillis());
      return attempt.on(socket);
    } catch (IOException e) {
      throw late.get() ? new SocketTimeoutException("no answer in time") : e;
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  private Printer plain(Socket socket, InetAddress host) throws IOException {
    connect(socket, host, manner.plain(), manner.plainPatience());
    return exchange(socket);
  }

  private Printer tls(Socket socket, InetAddress host) throws IOException {
    connect(socket, host, manner.tls(), manner.tlsPatience());
    try (SSLSocket secure =
        (SSLSocket)
            certificates
                .factory()
                .createSocket(socket, host.getHostAddress(), manner.tls(), true)) {
      secure.startHandshake();
      Printer printer = exchange(secure);
      certificates.check(host, printer.serial(), secure.getSession());
      return printer;
    }
  }

  private static void connect(Socket socket, InetAddress host, int port, Duration patience)
      throws IOException {
    socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
  }

  private static Printer exchange(Socket socket) throws IOException {
    socket.getOutputStream().write(DetectMessage.question(SEQUENCE_ID));
    socket.getOutputStream().flush();
    return DetectMessage.parse(DetectFrame.read(socket.getInputStream()))
        .flatMap(DetectMessage::printer)
        .orElseThrow(() -> new ProtocolException("the answer names no printer"));
  }

  /** Ends all attempts, and takes no more. */
  @Override
  public void close() {
    closed = true;
    open.forEach(DetectClient::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("Closing a socket", e);
    }
  }
}
