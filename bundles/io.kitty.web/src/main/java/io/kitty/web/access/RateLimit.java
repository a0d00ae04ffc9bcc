// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.commons.LruMap;
import io.kitty.commons.TokenBucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client. Beyond {@value #MAX_CLIENTS} clients, the one that was silent
 * longest is dropped. Any thread.
 */
public final class RateLimit {

  private static final int MAX_CLIENTS = 4096;

  /** The capacity of a bucket, in seconds of the average rate. */
  private static final int BURST_SECONDS = 10;

  private static final int NETWORK_OCTETS = 8;

  private final int perSecond;
  private final LongSupplier nanos;
  private final Map<String, TokenBucket> buckets = new LruMap<>(MAX_CLIENTS);

  /**
   * @param perSecond the average number of requests a second of one client
   * @param nanos the monotonic clock in nanoseconds
   */
  public RateLimit(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /**
   * Takes a token from a client's bucket.
   *
   * @param client the client's key
   * @return whether there was one
   */
  public synchronized boolean admits(String client) {
    long now = nanos.getAsLong();
    return buckets
        .computeIfAbsent(
            client, key -> new TokenBucket((double) perSecond * BURST_SECONDS, perSecond, now))
        .take(now);
  }

  /** Returns the number of clients with a bucket. */
  synchronized int clients() {
    return buckets.size();
  }

  /**
   * Returns the key of the client at an address. A host with a global IPv6 address can use all
   * addresses of its /64 network (RFC 4291, section 2.5.4).
   */
  public static String keyOf(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean network = address instanceof Inet6Address && !address.isLinkLocalAddress();
    return "address "
        + HexFormat.of().formatHex(network ? Arrays.copyOf(octets, NETWORK_OCTETS) : octets);
  }
}
