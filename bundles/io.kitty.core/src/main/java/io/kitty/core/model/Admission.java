// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.Device;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps the working set within its bounds: refuses what is too much, or lets older things go. */
final class Admission {

  /** How many addresses of one thing are known. */
  static final int MOST_PLACES = 32;

  /** How many things of one protocol are known at one address. */
  static final int MOST_AT_ADDRESS = 256;

  /** One in so many goes at a time, so that a flood does not sort all devices for each datagram. */
  private static final int SHARE = 100;

  private final Limits limits;
  private final Things things;
  private final Index index;
  private final Catalogue catalogue;
  private final Grouper grouper;

  Admission(Limits limits, Things things, Index index, Catalogue catalogue, Grouper grouper) {
    this.limits = limits;
    this.things = things;
    this.index = index;
    this.catalogue = catalogue;
    this.grouper = grouper;
  }

  /**
   * Whether something that is not known yet may come in.
   *
   * @param why how what makes room for it has left
   */
  boolean admitsNew(Thing thing, InetAddress address, Departure why) {
    return admits(thing.source(), why)
        && hasRoom(things.places(thing), MOST_PLACES, why)
        && hasRoom(ofSource(thing.source(), index.at(address)), MOST_AT_ADDRESS, why);
  }

  /** Whether something more of this protocol may be live. */
  boolean admits(String source, Departure why) {
    if (things.countLive(source) >= limits.keysPerProtocol()) {
      return false;
    }
    if (catalogue.size() >= limits.devices()) {
      longestSilent().forEach(device -> grouper.forget(device.id(), why));
    }
    return catalogue.size() < limits.devices();
  }

  /** The devices to give up when there are too many: anonymous ones first. */
  private List<Device> longestSilent() {
    return catalogue.devices().stream()
        .sorted(
            Comparator.comparing((Device device) -> !device.identifiers().isEmpty())
                .thenComparing(Device::lastSeen))
        .limit(Math.max(1, limits.devices() / SHARE))
        .toList();
  }

  /** Whether one more fits in; what has been silent longest makes room if it has ended. */
  private boolean hasRoom(Collection<Entry> crowd, int most, Departure why) {
    if (crowd.size() < most) {
      return true;
    }
    Optional<Entry> oldest =
        crowd.stream()
            .filter(entry -> !entry.live())
            .min(Comparator.comparing(entry -> entry.evidence.lastSeen()));
    oldest.ifPresent(entry -> grouper.letGo(entry, why));
    return oldest.isPresent();
  }

  private static Collection<Entry> ofSource(String source, Collection<Entry> entries) {
    return entries.size() < MOST_AT_ADDRESS
        ? entries
        : entries.stream().filter(entry -> entry.thing.source().equals(source)).toList();
  }
}
