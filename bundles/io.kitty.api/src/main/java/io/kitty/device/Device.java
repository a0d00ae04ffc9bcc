// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.state.MachineState;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One device, merged from the evidence of all protocols. Immutable.
 *
 * @param id its stable id
 * @param aliases further ids, derived from its identifiers and addresses, under which it is found
 * @param source the protocol whose evidence names the device best
 * @param addresses its current addresses, the preferred one first; its last ones if it has departed
 * @param identifiers all identifiers it ever had, strongest first
 * @param facts its merged attributes; {@link Fact#KIND} is always present
 * @param services the services it offers now
 * @param evidence what each protocol contributes: live evidence first, then remembered evidence
 * @param firstSeen when it was first seen, wall time
 * @param lastSeen when it was last seen, wall time; never before {@code firstSeen}
 * @param departure why and when it departed; null while it is present
 * @param warnings what a person should know about this record, for instance that it is ambiguous
 * @param ambiguous whether an identifier links it to a device that it cannot be
 */
public record Device(
    DeviceId id,
    Set<DeviceId> aliases,
    String source,
    List<InetAddress> addresses,
    Set<Identifier> identifiers,
    Map<Fact, String> facts,
    List<Service> services,
    List<Evidence> evidence,
    Instant firstSeen,
    Instant lastSeen,
    @Nullable Departure departure,
    List<Warning> warnings,
    boolean ambiguous) {

  /** The status shown for a device that reports none. */
  public static final String ONLINE = "online";

  public Device {
    lastSeen = lastSeen.isBefore(firstSeen) ? firstSeen : lastSeen;
  }

  /** Returns the address to use now. */
  public Optional<InetAddress> address() {
    return addresses.stream().findFirst();
  }

  /** Returns the annotated name, else the device's own; {@code ""} if unknown. */
  public String name() {
    return facts.getOrDefault(Fact.USER_NAME, facts.getOrDefault(Fact.NAME, ""));
  }

  /** Returns whether a person marked it as ignored. */
  public boolean ignored() {
    return facts.containsKey(Fact.USER_IGNORED);
  }

  /**
   * Returns whether a person marked it as one that may sleep: that it comes and goes is no news.
   */
  public boolean sleeps() {
    return facts.containsKey(Fact.USER_SLEEPS);
  }

  /** Returns the tags that people gave it. */
  public List<String> tags() {
    String tags = facts.getOrDefault(Fact.USER_TAGS, "");
    return tags.isEmpty() ? List.of() : List.of(tags.split(","));
  }

  /** Returns a copy with other facts. */
  public Device withFacts(Map<Fact, String> other) {
    return toBuilder().facts(other).build();
  }

  /** Returns the kind of device. */
  public String kind() {
    return facts.getOrDefault(Fact.KIND, "device");
  }

  /** Returns the status that the device reports, else {@link #ONLINE}. */
  public String status() {
    return facts.getOrDefault(Fact.STATUS, ONLINE);
  }

  /**
   * Returns what it is doing, beside its status: each part from the best live evidence that knows
   * it. Readings, whose change is not an event.
   */
  public MachineState state() {
    return sightings()
        .map(each -> each.sighting().state())
        .reduce(MachineState.UNKNOWN, MachineState::orElse);
  }

  /** Returns whether any protocol sees it now. */
  public boolean present() {
    return departure == null;
  }

  /** Returns the live evidence. */
  public Stream<Evidence> sightings() {
    return evidence.stream().filter(Evidence::live);
  }

  /**
   * Returns the ids of the protocols that see it now or, once it has departed, of those that ever
   * saw it. They are distinct and sorted; {@link #source} is one of them.
   */
  public Stream<String> sources() {
    return evidence.stream()
        .filter(each -> each.live() || !present())
        .map(each -> each.source().id())
        .distinct()
        .sorted();
  }

  /** Returns the first identifier of a type, for instance the MAC address. */
  public <T extends Identifier> Optional<T> identifier(Class<T> type) {
    return identifiers.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Returns a copy with another id. */
  public Device withId(DeviceId other) {
    return toBuilder().id(other).build();
  }

  /** Returns a copy with other warnings. */
  public Device withWarnings(List<Warning> other) {
    return toBuilder().warnings(other).build();
  }

  /**
   * Returns a copy whose evidence has other times.
   *
   * @param other the same pieces of evidence in the same order
   * @param seen when any of it was last seen
   */
  public Device withEvidence(List<Evidence> other, Instant seen) {
    return toBuilder().evidence(other).lastSeen(seen).build();
  }

  /** Returns a copy that has departed. */
  public Device withDeparture(Departure why) {
    return toBuilder().departure(why).build();
  }

  /**
   * Starts a device of which nothing else is known: present, and last seen at the epoch.
   *
   * @param source the protocol whose evidence names the device best
   */
  public static Builder builder(DeviceId id, String source) {
    return new Builder(id, source);
  }

  /** Starts a copy. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Builds a device: what is not set is empty or, in a copy, as it was. Not thread-safe. */
  public static final class Builder {

    private DeviceId id;
    private Set<DeviceId> aliases = Set.of();
    private String source;
    private List<InetAddress> addresses = List.of();
    private Set<Identifier> identifiers = Set.of();
    private Map<Fact, String> facts = Map.of();
    private List<Service> services = List.of();
    private List<Evidence> evidence = List.of();
    private Instant firstSeen = Instant.EPOCH;
    private Instant lastSeen = Instant.EPOCH;
    private @Nullable Departure departure;
    private List<Warning> warnings = List.of();
    private boolean ambiguous;

    private Builder(DeviceId id, String source) {
      this.id = id;
      this.source = source;
    }

    private Builder(Device device) {
      id = device.id;
      aliases = device.aliases;
      source = device.source;
      addresses = device.addresses;
      identifiers = device.identifiers;
      facts = device.facts;
      services = device.services;
      evidence = device.evidence;
      firstSeen = device.firstSeen;
      lastSeen = device.lastSeen;
      departure = device.departure;
      warnings = device.warnings;
      ambiguous = device.ambiguous;
    }

    /** Sets the id. */
    public Builder id(DeviceId value) {
      id = value;
      return this;
    }

    /** Sets the aliases. */
    public Builder aliases(Set<DeviceId> value) {
      aliases = value;
      return this;
    }

    /** Sets the protocol whose evidence names the device best. */
    public Builder source(String value) {
      source = value;
      return this;
    }

    /** Sets the addresses, the preferred one first. */
    public Builder addresses(List<InetAddress> value) {
      addresses = value;
      return this;
    }

    /** Sets the identifiers, strongest first. */
    public Builder identifiers(Set<Identifier> value) {
      identifiers = value;
      return this;
    }

    /** Sets the merged attributes and annotations. */
    public Builder facts(Map<Fact, String> value) {
      facts = value;
      return this;
    }

    /** Sets the services. */
    public Builder services(List<Service> value) {
      services = value;
      return this;
    }

    /** Sets the evidence, live evidence first. */
    public Builder evidence(List<Evidence> value) {
      evidence = value;
      return this;
    }

    /** Sets when it was first seen. */
    public Builder firstSeen(Instant value) {
      firstSeen = value;
      return this;
    }

    /** Sets when it was last seen. */
    public Builder lastSeen(Instant value) {
      lastSeen = value;
      return this;
    }

    /** Sets why and when it departed; null: it is present. */
    public Builder departure(@Nullable Departure value) {
      departure = value;
      return this;
    }

    /** Sets the warnings. */
    public Builder warnings(List<Warning> value) {
      warnings = value;
      return this;
    }

    /** Sets whether an identifier links it to a device that it cannot be. */
    public Builder ambiguous(boolean value) {
      ambiguous = value;
      return this;
    }

    /** Returns the device. */
    public Device build() {
      return new Device(
          id,
          aliases,
          source,
          addresses,
          identifiers,
          facts,
          services,
          evidence,
          firstSeen,
          lastSeen,
          departure,
          warnings,
          ambiguous);
    }
  }
}
