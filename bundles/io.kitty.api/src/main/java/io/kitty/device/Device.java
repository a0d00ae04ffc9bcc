// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One machine, as all protocols together know it. Immutable.
 *
 * @param id its stable id
 * @param aliases further ids that its identifiers and addresses give, and by which it is found
 * @param source the protocol whose evidence names the machine best
 * @param addresses where it is now, the one to use first; where it last was, once it has departed
 * @param identifiers all that ever identified it, strongest first
 * @param facts what is believed of it; {@link Fact#KIND} is always there
 * @param services what it offers now
 * @param evidence what each protocol contributes: live evidence first, then what is remembered
 * @param firstSeen when anything of it was seen for the first time, in wall time
 * @param lastSeen when anything of it was seen last, in wall time; never before {@code firstSeen}
 * @param departure why and when it left; null while it is present
 * @param warnings what a person should know about this record, for instance that it is ambiguous
 * @param ambiguous whether an identifier links it to a machine that it cannot be
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

  /** The state that is shown for a machine that tells none of its own. */
  public static final String ONLINE = "online";

  public Device {
    lastSeen = lastSeen.isBefore(firstSeen) ? firstSeen : lastSeen;
  }

  /** The address to use now. */
  public Optional<InetAddress> address() {
    return addresses.stream().findFirst();
  }

  /** What people call it, else its own name; {@code ""} where unknown. */
  public String name() {
    return facts.getOrDefault(Fact.USER_NAME, facts.getOrDefault(Fact.NAME, ""));
  }

  /** Whether people do not want to see it. */
  public boolean ignored() {
    return facts.containsKey(Fact.USER_IGNORED);
  }

  /** The words by which people sort it. */
  public List<String> tags() {
    String tags = facts.getOrDefault(Fact.USER_TAGS, "");
    return tags.isEmpty() ? List.of() : List.of(tags.split(","));
  }

  /** The same device with other facts. */
  public Device withFacts(Map<Fact, String> other) {
    return with(id, other, evidence, lastSeen, departure, warnings);
  }

  /** What sort of machine it is. */
  public String kind() {
    return facts.getOrDefault(Fact.KIND, "device");
  }

  /** The machine's own state where it tells one, else {@link #ONLINE}. */
  public String status() {
    return facts.getOrDefault(Fact.STATUS, ONLINE);
  }

  /** Whether any protocol sees it now. */
  public boolean present() {
    return departure == null;
  }

  /** The evidence that counts now. */
  public Stream<Evidence> sightings() {
    return evidence.stream().filter(Evidence::live);
  }

  /**
   * The ids of the protocols that see it now, or of those that ever saw it, once it has departed.
   * Each is there once, in the order of the alphabet; {@link #source} is one of them.
   */
  public Stream<String> sources() {
    return evidence.stream()
        .filter(each -> each.live() || !present())
        .map(each -> each.source().id())
        .distinct()
        .sorted();
  }

  /** The first identifier of a type, for instance the MAC address. */
  public <T extends Identifier> Optional<T> identifier(Class<T> type) {
    return identifiers.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** The same device under another id. */
  public Device withId(DeviceId other) {
    return with(other, facts, evidence, lastSeen, departure, warnings);
  }

  /** The same device with other warnings. */
  public Device withWarnings(List<Warning> other) {
    return with(id, facts, evidence, lastSeen, departure, other);
  }

  /**
   * The same device with its evidence seen again, or ending at another time.
   *
   * @param other as much evidence as before, in the same order
   * @param seen when any of it was seen last
   */
  public Device withEvidence(List<Evidence> other, Instant seen) {
    return with(id, facts, other, seen, departure, warnings);
  }

  /** The same device, departed. */
  public Device withDeparture(Departure why) {
    return with(id, facts, evidence, lastSeen, why, warnings);
  }

  private Device with(
      DeviceId anId,
      Map<Fact, String> theFacts,
      List<Evidence> theEvidence,
      Instant seen,
      @Nullable Departure theDeparture,
      List<Warning> theWarnings) {
    return new Device(
        anId,
        aliases,
        source,
        addresses,
        identifiers,
        theFacts,
        services,
        theEvidence,
        firstSeen,
        seen,
        theDeparture,
        theWarnings,
        ambiguous);
  }
}
