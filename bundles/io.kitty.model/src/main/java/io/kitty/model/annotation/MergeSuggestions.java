// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.annotation;

import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.HostName;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.identifier.Identifier.Serial;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.IdentityOverride.Kind;
import io.kitty.inventory.MergeSuggestion;
import io.kitty.inventory.MergeSuggestion.Reason;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.TrackedEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the records that may be the same device as a given one. A pure function, whose time is
 * linear in the number of records. Any thread.
 */
public final class MergeSuggestions {

  static final int MAX = 12;

  /** What is taken off if both are present, behind MAC addresses that have nothing in common. */
  private static final int OTHER_MAC = 30;

  /** What is taken off if both state a host name, and not the same. */
  private static final int OTHER_HOST_NAME = 20;

  /** The highest difference between the MAC addresses of one machine's interfaces. */
  private static final long MAC_NEIGHBOURS = 3;

  private static final int MAC_MAKER_LENGTH = "00:00:00".length();

  /** How long after a departed record was last seen the other one may have appeared. */
  private static final Duration HANDOVER = Duration.ofMinutes(15);

  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private static final Comparator<MergeSuggestion> BEST_FIRST =
      Comparator.comparing(MergeSuggestion::score)
          .reversed()
          .thenComparing(each -> each.other().id());

  private final Device device;
  private final Set<String> splits;

  private MergeSuggestions(Device device, Set<String> splits) {
    this.device = device;
    this.splits = splits;
  }

  /**
   * Returns the records that may be the same device, the best first.
   *
   * @param all all devices
   * @param overrides the overrides in effect
   */
  public static List<MergeSuggestion> of(
      Device device, Collection<Device> all, Collection<IdentityOverride> overrides) {
    Set<String> splits =
        overrides.stream()
            .filter(each -> each.kind() == Kind.SPLIT)
            .flatMap(each -> each.subjects().stream())
            .collect(Collectors.toSet());
    MergeSuggestions suggestions = new MergeSuggestions(device, splits);
    return suggestions.mayMerge(device)
        ? all.stream()
            .filter(each -> !each.id().equals(device.id()) && suggestions.mayMerge(each))
            .flatMap(each -> suggestions.of(each).stream())
            .sorted(BEST_FIRST)
            .limit(MAX)
            .toList()
        : List.of();
  }

  private boolean mayMerge(Device each) {
    return !each.ignored()
        && !each.facts().containsKey(Fact.VIRTUAL)
        && (splits.isEmpty()
            || each.evidence().stream()
                .map(evidence -> IdentityOverrides.name(SightingKey.of(evidence)))
                .noneMatch(splits::contains));
  }

  private Optional<MergeSuggestion> of(Device other) {
    List<Reason> reasons = reasons(other);
    if (reasons.isEmpty() || isOtherMachine(other) || wasSplitFrom(other)) {
      return Optional.empty();
    }
    int score = reasons.stream().mapToInt(Reason::score).sum() - contradictions(other, reasons);
    return score <= 0
        ? Optional.empty()
        : Optional.of(new MergeSuggestion(other, Math.min(score, 100), reasons));
  }

  private List<Reason> reasons(Device other) {
    List<Reason> reasons = new ArrayList<>();
    String host = hostName(device);
    String name = device.name().toLowerCase(Locale.ROOT);
    add(reasons, Reason.SERIAL, shareAny(serials(device), serials(other)));
    boolean sameHost = !host.isEmpty() && host.equals(hostName(other));
    add(reasons, Reason.HOST_NAME, sameHost);
    add(reasons, Reason.NEXT_MAC, areNeighbours(other));
    add(reasons, Reason.HANDOVER, handedOver(device, other) || handedOver(other, device));
    boolean sameName = !name.isEmpty() && name.equals(other.name().toLowerCase(Locale.ROOT));
    add(reasons, Reason.NAME, sameName && !(sameHost && name.equals(host)));
    add(
        reasons,
        Reason.ADDRESS,
        device.present() != other.present() && shareAny(device.addresses(), other.addresses()));
    add(reasons, Reason.MODEL, isSame(other, Fact.VENDOR) && isSame(other, Fact.MODEL));
    boolean maker =
        macs(device).anyMatch(mac -> macs(other).anyMatch(next -> maker(mac).equals(maker(next))));
    add(reasons, Reason.MAC_MAKER, maker && !reasons.isEmpty());
    return reasons;
  }

  private static void add(List<Reason> reasons, Reason reason, boolean holds) {
    if (holds) {
      reasons.add(reason);
    }
  }

  /** Returns whether both state serial numbers of one namespace, and not the same. */
  private boolean isOtherMachine(Device other) {
    return device.identifiers().stream()
        .filter(Serial.class::isInstance)
        .anyMatch(
            serial ->
                !other.identifiers().contains(serial)
                    && other.identifiers().stream()
                        .filter(Serial.class::isInstance)
                        .anyMatch(each -> each.namespace().equals(serial.namespace())));
  }

  /** Returns whether both state an identifier that a person excluded. */
  private boolean wasSplitFrom(Device other) {
    return !splits.isEmpty() && shareAny(splitNames(device), splitNames(other));
  }

  private Set<String> splitNames(Device each) {
    return each.evidence().stream()
        .map(TrackedEvidence::identifiersOf)
        .flatMap(Set::stream)
        .map(IdentityOverrides::name)
        .filter(splits::contains)
        .collect(Collectors.toSet());
  }

  private int contradictions(Device other, List<Reason> reasons) {
    String host = hostName(device);
    String otherHost = hostName(other);
    boolean hosts = !host.isEmpty() && !otherHost.isEmpty() && !host.equals(otherHost);
    boolean macs =
        device.present()
            && other.present()
            && macs(device).findAny().isPresent()
            && macs(other).findAny().isPresent()
            && !reasons.contains(Reason.NEXT_MAC);
    return (hosts ? OTHER_HOST_NAME : 0) + (macs ? OTHER_MAC : 0);
  }

  private boolean areNeighbours(Device other) {
    return macs(device)
        .filter(mac -> !mac.isLocal())
        .mapToLong(Mac::number)
        .anyMatch(
            mac ->
                macs(other)
                    .mapToLong(Mac::number)
                    .anyMatch(next -> next != mac && Math.abs(next - mac) <= MAC_NEIGHBOURS));
  }

  private static boolean handedOver(Device gone, Device next) {
    Departure departure = gone.departure();
    Instant last = gone.lastSeen();
    return departure != null
        && next.present()
        && next.firstSeen().isAfter(last.minus(OVERLAP))
        && next.firstSeen().isBefore(last.plus(HANDOVER));
  }

  private boolean isSame(Device other, Fact fact) {
    String value = device.facts().get(fact);
    return value != null && value.equalsIgnoreCase(other.facts().get(fact));
  }

  private static Set<String> serials(Device each) {
    return each.identifiers().stream()
        .filter(Serial.class::isInstance)
        .map(serial -> serial.value().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static Stream<Mac> macs(Device each) {
    return each.identifiers().stream().filter(Mac.class::isInstance).map(Mac.class::cast);
  }

  private static String maker(Mac mac) {
    return mac.value().substring(0, MAC_MAKER_LENGTH);
  }

  private static String hostName(Device each) {
    return each.identifier(HostName.class)
        .map(Identifier.class::cast)
        .or(() -> Identifier.hostName(each.facts().getOrDefault(Fact.HOSTNAME, "")))
        .map(Identifier::value)
        .orElse("");
  }

  private static boolean shareAny(Collection<?> some, Collection<?> others) {
    return !Collections.disjoint(some, others);
  }
}
