// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.commons.LruMap;
import io.kitty.commons.TokenBucket;
import io.kitty.device.Endpoint;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.evidence.SightingKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate of new sighting keys, so that a flood of ever new senders or names does not
 * become a flood of devices. The limit is per protocol and MAC address; if that is unknown, per
 * interface. The number of new addresses per key is limited too. Rejected sightings are remembered
 * for a while, and admitted when they are repeated, as real devices repeat their announcements. For
 * the pipeline's thread.
 */
final class NewcomerRateLimiter {

  /** The burst, as at a hub's start in a large network, and the rate per second. */
  private static final int AT_ONCE = 1500;

  private static final double PER_SECOND = 10;

  /** The same for repeated sightings, which are more credible. */
  private static final int AGAIN_AT_ONCE = 500;

  private static final double AGAIN_PER_SECOND = 20;

  /** The same for new addresses of one key. */
  private static final int ADDRESSES_AT_ONCE = 32;

  private static final double ADDRESSES_PER_SECOND = 1;

  private static final int MAX_BUCKETS = 4096;
  private static final int MAX_REMEMBERED = 1 << 14;
  private static final long SOON = Duration.ofSeconds(1).toNanos();
  private static final long LATE = Duration.ofMinutes(2).toNanos();

  private record BucketKey(String source, String group, boolean repeated) {}

  private record KeyAtAddress(SightingKey key, InetAddress address) {}

  private final Map<Object, TokenBucket> buckets = new LruMap<>(MAX_BUCKETS);
  private final Map<KeyAtAddress, Long> refused = new LruMap<>(MAX_REMEMBERED);

  /** Returns whether a key that is new at this address is admitted. */
  boolean admits(SightingKey key, Endpoint at, @Nullable Mac mac, boolean elsewhere, long nanos) {
    if (elsewhere && !take(key, ADDRESSES_AT_ONCE, ADDRESSES_PER_SECOND, nanos)) {
      return false;
    }
    String group = mac == null ? at.interfaceName() : mac.value();
    if (take(new BucketKey(key.source(), group, false), AT_ONCE, PER_SECOND, nanos)) {
      return true;
    }
    KeyAtAddress keyAtAddress = new KeyAtAddress(key, at.address());
    Long first = refused.putIfAbsent(keyAtAddress, nanos);
    if (first == null || nanos - first < SOON) {
      return false;
    }
    refused.remove(keyAtAddress);
    return nanos - first < LATE
        && take(new BucketKey(key.source(), group, true), AGAIN_AT_ONCE, AGAIN_PER_SECOND, nanos);
  }

  private boolean take(Object bucketKey, int atOnce, double perSecond, long nanos) {
    return buckets
        .computeIfAbsent(bucketKey, key -> new TokenBucket(atOnce, perSecond, nanos))
        .take(nanos);
  }
}
