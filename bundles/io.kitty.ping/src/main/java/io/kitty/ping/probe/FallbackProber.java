// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prober in use: ICMP, or TCP connections while ICMP is unavailable. The right to use ICMP may
 * be granted while the hub runs, so each sweep tries again.
 */
public final class FallbackProber implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FallbackProber.class);

  private final ProberFactory factory;
  private final Duration timeout;
  private final LongSupplier clock;
  private @Nullable Prober prober;
  private @Nullable IOException noIcmp;
  private boolean closed;

  public FallbackProber(ProberFactory factory, Duration timeout, LongSupplier clock) {
    this.factory = factory;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Returns the prober for the next sweep. */
  public synchronized Prober get() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    Prober current = prober;
    if (current == null || noIcmp != null && !(noIcmp.getCause() instanceof LinkageError)) {
      current = open(current);
    }
    return current;
  }

  private Prober open(@Nullable Prober current) throws IOException {
    Prober open;
    try {
      open = factory.icmp();
      noIcmp = null;
    } catch (IOException e) {
      noIcmp = e;
      if (current != null) {
        return current;
      }
      open = new ConnectProber(ConnectProber.PORTS, timeout, clock);
    }
    drop();
    LOG.info("Hosts are probed by {}", open);
    prober = open;
    return open;
  }

  /** Returns why it is not ICMP and how to enable it; empty if it is ICMP. */
  public synchronized Optional<String> noIcmp() {
    return Optional.ofNullable(noIcmp).map(IOException::getMessage);
  }

  /** Closes a failed prober: the next sweep opens a new one. */
  public synchronized void drop() {
    if (prober != null) {
      prober.close();
      prober = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
