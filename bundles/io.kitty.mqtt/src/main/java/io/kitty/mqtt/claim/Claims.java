// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.claim;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which hub speaks for what: of those that are online and know a device, those that see it before
 * the others, the first by name. Only the hub that speaks writes the topics of a device.
 *
 * <p>Each hub retains a claim to each device that it knows, on a topic of its own. A hub that is to
 * speak waits until no other one does, says so in its claim, and begins once the broker has sent it
 * that claim back: a broker sends the same messages in the same order to all, so the first of two
 * that try at the same time is the first for both, and the second withdraws. A hub that is not to
 * speak any more publishes nothing more for the device before it says so. Not thread-safe.
 */
public final class Claims {

  /** The largest claim that is read, in bytes; a larger one counts as given up. */
  public static final int MAX_SIZE = DeviceClaim.MAX_SIZE;

  /** What follows from claims. */
  public interface Listener {

    /** Publishes a claim of this hub on its topic; {@code ""} removes it. */
    void onClaim(String slug, String claim);

    /** This hub speaks for a device, or does so no more. */
    void onSpeaking(String slug, boolean speaking);

    /** This hub was the last that claimed a device, and does so no more. */
    void onLast(String slug);
  }

  private final String name;
  private final Listener listener;
  private final OtherHubs others = new OtherHubs();

  /** What this hub claims, by slug. */
  private final Map<String, DeviceClaim> own = new HashMap<>();

  /** The devices for which this hub speaks. */
  private final Set<String> speaking = new HashSet<>();

  private int turns;

  /**
   * @param name the name of this hub
   */
  public Claims(String name, Listener listener) {
    this.name = name;
    this.listener = listener;
  }

  /** Forgets what the broker said, as another connection begins: this hub speaks for nothing. */
  public void reset() {
    others.clear();
    own.clear();
    speaking.clear();
  }

  /** Claims a device, or something else that only one hub may write. */
  public void claim(String slug, Device device) {
    claim(slug, DeviceClaim.of(device));
  }

  /** Claims something that is no device and that only one hub may write. */
  public void claim(String key) {
    claim(key, new DeviceClaim(Set.of(), true, 0));
  }

  private void claim(String slug, DeviceClaim claim) {
    DeviceClaim before = own.get(slug);
    put(slug, claim.withTurn(before == null ? 0 : before.turn()));
    decide(slug);
  }

  /** Gives up a claim. */
  public void release(String slug) {
    if (own.remove(slug) != null) {
      silence(slug);
      listener.onClaim(slug, "");
    }
  }

  /** Returns whether this hub speaks for a device. */
  public boolean speaks(String slug) {
    return speaking.contains(slug);
  }

  /** Returns whether it is not decided yet which hub speaks for a device. */
  public boolean isPending(String slug) {
    DeviceClaim claim = own.get(slug);
    return claim != null && !speaks(slug) && (claim.speaks() || isFirst(slug, claim));
  }

  /** Returns what this hub claims. */
  public Set<String> own() {
    return Set.copyOf(own.keySet());
  }

  /** Returns the hubs that the broker knows. */
  public OtherHubs others() {
    return others;
  }

  /** A hub is online, or is not. */
  public void onStatus(String hub, boolean online) {
    if (!hub.equals(name)) {
      others.status(hub, online);
      others.slugs(hub).forEach(this::decide);
    }
  }

  /**
   * A hub has published a claim.
   *
   * @param payload the claim; empty if it is given up
   * @param retained whether it was published before this connection
   */
  public void onClaim(String hub, String slug, byte[] payload, boolean retained) {
    Optional<DeviceClaim> claim = DeviceClaim.parse(payload);
    if (!hub.equals(name)) {
      others.put(hub, slug, claim);
      decide(slug);
    } else if (!retained) {
      onEcho(slug, claim);
    } else if (claim.isPresent() && !own.containsKey(slug)) {
      listener.onClaim(slug, ""); // of an earlier connection
    }
  }

  /** The broker sends back what this hub has published. */
  private void onEcho(String slug, Optional<DeviceClaim> echo) {
    DeviceClaim claim = own.get(slug);
    if (claim == null) {
      if (echo.isEmpty() && !others.speakable(slug)) {
        listener.onLast(slug);
      }
    } else if (claim.speaks()
        && !speaks(slug)
        && echo.filter(each -> each.turn() == claim.turn()).isPresent()) {
      if (others.speaks(slug)) {
        put(slug, claim.withTurn(0)); // the other one was first
      } else {
        speaking.add(slug);
        listener.onSpeaking(slug, true);
      }
    }
  }

  private void decide(String slug) {
    DeviceClaim claim = own.get(slug);
    if (claim == null) {
      return;
    }
    boolean first = isFirst(slug, claim);
    if (first && !claim.speaks() && !others.speaks(slug)) {
      put(slug, claim.withTurn(++turns));
    } else if (!first && claim.speaks()) {
      silence(slug);
      put(slug, claim.withTurn(0));
    }
  }

  private boolean isFirst(String slug, DeviceClaim claim) {
    return others.first(slug).map(first -> first.isAfter(name, claim)).orElse(true);
  }

  private void silence(String slug) {
    if (speaking.remove(slug)) {
      listener.onSpeaking(slug, false);
    }
  }

  private void put(String slug, DeviceClaim claim) {
    if (!claim.equals(own.put(slug, claim))) {
      listener.onClaim(slug, claim.json());
    }
  }

  /**
   * Returns the slug under which another hub knows a device.
   *
   * @param mine the slug under which this hub knows it; {@code ""} for none: then the first hub's
   *     counts, else only that of a hub before this one
   */
  public Optional<String> slug(Device device, String mine) {
    return others.slug(DeviceClaim.of(device), mine.isEmpty() ? "" : name);
  }

  /** Returns the slug under which another hub knows a device that this one does not know. */
  public Optional<String> slug(DeviceId id) {
    return others.slug(new DeviceClaim(Set.of(id), false, 0), "");
  }

  /** Returns whether another hub has given a slug to another device. */
  public boolean isTaken(String slug, Device device) {
    return others.isTaken(slug, DeviceClaim.of(device));
  }
}
