// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prober in use: ICMP, and TCP connections for as long as that cannot be had. The right to it
 * may be granted while the hub runs, so each sweep tries again.
 */
final class FallbackProber implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FallbackProber.class);

  private final ProberFactory probers;
  private final Duration timeout;
  private final LongSupplier clock;
  private @Nullable Prober prober;
  private @Nullable IOException noIcmp;
  private boolean closed;

  FallbackProber(ProberFactory probers, Duration timeout, LongSupplier clock) {
    this.probers = probers;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** What to sweep with now. */
  synchronized Prober get() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    Prober current = prober;
    if (current == null || noIcmp != null && !(noIcmp.getCause() instanceof LinkageError)) {
      current = better(current);
    }
    return current;
  }

  private Prober better(@Nullable Prober current) throws IOException {
    Prober better;
    try {
      better = probers.icmp();
      noIcmp = null;
    } catch (IOException e) {
      noIcmp = e;
      if (current != null) {
        return current;
      }
      better = new ConnectProber(ConnectProber.PORTS, timeout, clock);
    }
    drop();
    log.info("Hosts are probed by {}", better);
    prober = better;
    return better;
  }

  /** Why it is not ICMP and what to do about it; empty if it is. */
  synchronized Optional<String> noIcmp() {
    return Optional.ofNullable(noIcmp).map(IOException::getMessage);
  }

  /** Closes what has failed: the next sweep opens it anew. */
  synchronized void drop() {
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
