// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.claim;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the other hubs at the broker say, those that are offline included. Not thread-safe. */
public final class OtherHubs {

  private static final int MAX_HUBS = 64;
  private static final int MAX_CLAIMS = 20_000;

  /** A claim of another hub. */
  record Of(String hub, DeviceClaim claim) {

    private static final Comparator<Of> ORDER =
        Comparator.<Of, Boolean>comparing(of -> !of.claim().present()).thenComparing(Of::hub);

    /** Returns whether a hub with this name and claim speaks before it. */
    boolean isAfter(String name, DeviceClaim other) {
      return ORDER.compare(this, new Of(name, other)) > 0;
    }
  }

  /** Whether each hub is online. */
  private final SortedMap<String, Boolean> online = new TreeMap<>();

  /** The claims by slug and hub. */
  private final Map<String, SortedMap<String, DeviceClaim>> claims = new TreeMap<>();

  void clear() {
    online.clear();
    claims.clear();
  }

  void status(String hub, boolean now) {
    if (online.size() < MAX_HUBS || online.containsKey(hub)) {
      online.put(hub, now);
    }
  }

  void put(String hub, String slug, Optional<DeviceClaim> claim) {
    if (claim.isPresent() && (claims.size() < MAX_CLAIMS || claims.containsKey(slug))) {
      Map<String, DeviceClaim> ofSlug = claims.computeIfAbsent(slug, key -> new TreeMap<>());
      if (ofSlug.size() < MAX_HUBS || ofSlug.containsKey(hub)) {
        ofSlug.put(hub, claim.get());
      }
    } else if (claims.containsKey(slug)) {
      claims.get(slug).remove(hub);
      if (claims.get(slug).isEmpty()) {
        claims.remove(slug);
      }
    }
  }

  /** Returns what a hub claims. */
  Set<String> slugs(String hub) {
    Set<String> slugs = new HashSet<>();
    claims.forEach(
        (slug, ofSlug) -> {
          if (ofSlug.containsKey(hub)) {
            slugs.add(slug);
          }
        });
    return slugs;
  }

  private Stream<Of> claimants(String slug) {
    return claims.getOrDefault(slug, new TreeMap<>()).entrySet().stream()
        .map(each -> new Of(each.getKey(), each.getValue()))
        .filter(each -> online.getOrDefault(each.hub(), false));
  }

  /** Returns the first of the hubs that are online and know a device. */
  Optional<Of> first(String slug) {
    return claimants(slug).min(Of.ORDER);
  }

  /** Returns whether a hub that is online speaks for a device. */
  public boolean speaks(String slug) {
    return claimants(slug).anyMatch(each -> each.claim().speaks());
  }

  /** Returns whether a hub that is online sees a device. */
  public boolean sees(String slug) {
    return claimants(slug).anyMatch(each -> each.claim().present());
  }

  /** Returns whether a hub that is online knows a device, and so is going to speak for it. */
  public boolean speakable(String slug) {
    return claimants(slug).findAny().isPresent();
  }

  /** Returns whether any hub knows a device, online or not. */
  public boolean knows(String slug) {
    return claims.containsKey(slug);
  }

  /** Returns whether the broker knows a hub, online or not. */
  public boolean isHub(String hub) {
    return online.containsKey(hub);
  }

  /** Returns whether any other hub is online. */
  public boolean isAnyOnline() {
    return online.containsValue(true);
  }

  /**
   * Returns the slug under which the first hub by name knows a device.
   *
   * @param before the name before which that hub has to be; {@code ""} for any hub
   */
  Optional<String> slug(DeviceClaim device, String before) {
    return claims.entrySet().stream()
        .flatMap(
            ofSlug ->
                ofSlug.getValue().entrySet().stream()
                    .filter(each -> each.getValue().isOf(device))
                    .map(each -> Map.entry(each.getKey(), ofSlug.getKey())))
        .filter(each -> before.isEmpty() || each.getKey().compareTo(before) < 0)
        .min(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
        .map(Map.Entry::getValue);
  }

  /** Returns whether a hub has given a slug to another device only. */
  boolean isTaken(String slug, DeviceClaim device) {
    Map<String, DeviceClaim> ofSlug = claims.getOrDefault(slug, new TreeMap<>());
    return !ofSlug.isEmpty() && ofSlug.values().stream().noneMatch(each -> each.isOf(device));
  }
}
