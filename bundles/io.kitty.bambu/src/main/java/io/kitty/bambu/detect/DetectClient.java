// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import io.kitty.bambu.printer.Printer;
import io.kitty.commons.DetectFrame;
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
 * Requests a printer's identity, as slicers do before they bind to it: over plain TCP, then over
 * TLS, since it is unknown which models still support the former. Each attempt has a deadline,
 * however slowly input arrives. Thread-safe.
 */
public final class DetectClient implements AutoCloseable {

  /**
   * The ports and timeouts.
   *
   * @param plain the TCP port for plain text
   * @param plainTimeout the timeout of an attempt there
   * @param tls the TCP port for TLS
   * @param tlsTimeout the timeout of an attempt there; small models need 5 s for the handshake
   */
  public record Settings(int plain, Duration plainTimeout, int tls, Duration tlsTimeout) {
    /** The ports of Bambu Lab's printers. */
    public static final Settings DEFAULT =
        new Settings(3000, Duration.ofMillis(2500), 3002, Duration.ofSeconds(8));
  }

  private static final String SEQUENCE_ID = "20000";
  private static final Logger LOG = LoggerFactory.getLogger(DetectClient.class);

  private final Settings settings;
  private final BiConsumer<Duration, Runnable> timer;
  private final PrinterTrustManager trustManager = new PrinterTrustManager();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param timer runs a task after a time
   */
  public DetectClient(Settings settings, BiConsumer<Duration, Runnable> timer) {
    this.settings = settings;
    this.timer = timer;
  }

  /**
   * Requests the identity; blocks until there is a reply, or both attempts have failed.
   *
   * @throws IOException if no printer replies; the message says why
   */
  Printer detect(InetAddress host) throws IOException {
    try {
      return attempt(settings.plainTimeout(), socket -> plain(socket, host));
    } catch (IOException plain) {
      try {
        return attempt(settings.tlsTimeout(), socket -> tls(socket, host));
      } catch (IOException tls) {
        tls.addSuppressed(plain);
        throw new IOException(
            "port %d: %s; port %d: %s"
                .formatted(settings.plain(), plain.getMessage(), settings.tls(), tls.getMessage()),
            tls);
      }
    }
  }

  private interface Attempt {
    Printer run(Socket socket) throws IOException;
  }

  /** Makes one attempt on a new socket, which is closed at the deadline. */
  private Printer attempt(Duration timeout, Attempt attempt) throws IOException {
    AtomicBoolean timedOut = new AtomicBoolean();
    try (Socket socket = new Socket()) {
      open.add(socket);
      if (closed) {
        throw new IOException("the protocol has stopped");
      }
      timer.accept(
          timeout,
          () -> {
            timedOut.set(true);
            close(socket);
          });
      socket.setSoTimeout((int) timeout.toMillis());
      return attempt.run(socket);
    } catch (IOException e) {
      throw timedOut.get() ? new SocketTimeoutException("no answer in time") : e;
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  private Printer plain(Socket socket, InetAddress host) throws IOException {
    connect(socket, host, settings.plain(), settings.plainTimeout());
    return exchange(socket);
  }

  private Printer tls(Socket socket, InetAddress host) throws IOException {
    connect(socket, host, settings.tls(), settings.tlsTimeout());
    try (SSLSocket secure =
        (SSLSocket)
            trustManager
                .factory()
                .createSocket(socket, host.getHostAddress(), settings.tls(), true)) {
      secure.startHandshake();
      Printer printer = exchange(secure);
      trustManager.check(host, printer.serial(), secure.getSession());
      return printer;
    }
  }

  private static void connect(Socket socket, InetAddress host, int port, Duration timeout)
      throws IOException {
    socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
  }

  private static Printer exchange(Socket socket) throws IOException {
    socket.getOutputStream().write(DetectMessage.request(SEQUENCE_ID));
    socket.getOutputStream().flush();
    return DetectMessage.parse(DetectFrame.read(socket.getInputStream()))
        .flatMap(DetectMessage::printer)
        .orElseThrow(() -> new ProtocolException("the answer names no printer"));
  }

  /** Aborts all attempts, and accepts no more. */
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
