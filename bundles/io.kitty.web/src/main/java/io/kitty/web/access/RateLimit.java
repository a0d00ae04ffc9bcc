// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how often one client asks. Each has a bucket that fills steadily; a request takes from it.
 * The clients that were silent longest are forgotten when there are too many. Any thread.
 */
public final class RateLimit {

  private static final int MAX_CLIENTS = 4096;

  /** How many seconds' worth may come at once. */
  private static final int BURST_SECONDS = 10;

  private static final double NANOS = 1e9;
  private static final int NETWORK_OCTETS = 8;

  private static final class Bucket {
    private double level;
    private long since;
  }

  private final int perSecond;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_CLIENTS;
        }
      };

  /**
   * @param perSecond how many requests one client may make on average
   * @param nanos monotonic time
   */
  public RateLimit(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /**
   * Whether a client may ask now.
   *
   * @param client tells it from every other
   */
  public synchronized boolean admits(String client) {
    long now = nanos.getAsLong();
    double most = (double) perSecond * BURST_SECONDS;
    Bucket bucket = buckets.computeIfAbsent(client, key -> full(most, now));
    bucket.level = Math.min(most, bucket.level + (now - bucket.since) / NANOS * perSecond);
    bucket.since = now;
    if (bucket.level < 1) {
      return false;
    }
    bucket.level--;
    return true;
  }

  /** How many clients are remembered. */
  synchronized int clients() {
    return buckets.size();
  }

  private static Bucket full(double most, long now) {
    Bucket bucket = new Bucket();
    bucket.level = most;
    bucket.since = now;
    return bucket;
  }

  /**
   * The client at an address. Who has one global IPv6 address has all of its network (RFC 4291,
   * section 2.5.4).
   */
  public static String client(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean network = address instanceof Inet6Address && !address.isLinkLocalAddress();
    return "address "
        + HexFormat.of().formatHex(network ? Arrays.copyOf(octets, NETWORK_OCTETS) : octets);
  }
}
