// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Endpoint;
import io.kitty.device.Identifier.Mac;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rations what was never seen before, so that a flood of ever new senders or names makes no flood
 * of devices. For each protocol, one MAC address may bring so many new things in a while; where it
 * is not known, all of an interface together. One thing may be met at so many new addresses. What
 * exceeds that is remembered for a while, and admitted when it is met again: machines repeat what
 * they say. For the model's thread.
 */
final class NewcomerRateLimiter {

  /** How much may come at once, as when the hub starts in a large network, and then in a second. */
  private static final int AT_ONCE = 1500;

  private static final double PER_SECOND = 10;

  /** What is met again has come twice, and is believed sooner. */
  private static final int AGAIN_AT_ONCE = 500;

  private static final double AGAIN_PER_SECOND = 20;

  /** How many addresses a thing may be met at, at once and then in a second. */
  private static final int ADDRESSES_AT_ONCE = 32;

  private static final double ADDRESSES_PER_SECOND = 1;

  private static final int MAX_BUCKETS = 4096;
  private static final int MAX_REMEMBERED = 1 << 14;
  private static final long SOON = Duration.ofSeconds(1).toNanos();
  private static final long LATE = Duration.ofMinutes(2).toNanos();

  private record Crowd(String source, String behind, boolean again) {}

  private record Place(SightingKey thing, InetAddress address) {}

  private final Map<Object, Bucket> buckets = new LruMap<>(MAX_BUCKETS);
  private final Map<Place, Long> refused = new LruMap<>(MAX_REMEMBERED);

  /** Whether a thing that was not met at this address yet may come in. */
  boolean admits(SightingKey thing, Endpoint at, @Nullable Mac mac, boolean elsewhere, long nanos) {
    if (elsewhere && !take(thing, ADDRESSES_AT_ONCE, ADDRESSES_PER_SECOND, nanos)) {
      return false;
    }
    String behind = mac == null ? at.interfaceName() : mac.value();
    if (take(new Crowd(thing.source(), behind, false), AT_ONCE, PER_SECOND, nanos)) {
      return true;
    }
    Place place = new Place(thing, at.address());
    Long first = refused.putIfAbsent(place, nanos);
    if (first == null || nanos - first < SOON) {
      return false;
    }
    refused.remove(place);
    return nanos - first < LATE
        && take(new Crowd(thing.source(), behind, true), AGAIN_AT_ONCE, AGAIN_PER_SECOND, nanos);
  }

  private boolean take(Object whose, int atOnce, double perSecond, long nanos) {
    return buckets
        .computeIfAbsent(whose, w -> new Bucket(atOnce, nanos))
        .take(atOnce, perSecond, nanos);
  }

  /** A token bucket. */
  private static final class Bucket {
    private double tokens;
    private long at;

    Bucket(int tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }

    boolean take(int most, double perSecond, long nanos) {
      tokens = Math.min(most, tokens + (nanos - at) * perSecond / 1e9);
      at = nanos;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
