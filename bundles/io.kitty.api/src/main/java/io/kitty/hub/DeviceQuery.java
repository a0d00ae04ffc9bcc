// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which devices are wanted, and in which order they are listed: the same for everyone who asks the
 * hub. A device fits if it meets each component; an empty one is met by every device. Upper and
 * lower case are the same. No component is null, nor is anything in one. Immutable.
 *
 * @param presence whether it is there, any of these
 * @param kinds what sort of machine it is, any of these
 * @param statuses its own state, or {@link Device#ONLINE}, any of these
 * @param sources protocols, any of these: one that sees it now or, once it has departed, one that
 *     ever saw it, as {@link Device#sources} has it
 * @param words parts of text, each of which must occur somewhere
 * @param scope where words are looked for
 */
public record DeviceQuery(
    Set<Presence> presence,
    Set<String> kinds,
    Set<String> statuses,
    Set<String> sources,
    Set<String> words,
    Scope scope)
    implements Predicate<Device> {

  /** Whether a device is there. */
  public enum Presence {
    /** Some protocol sees it. */
    PRESENT,
    /** It has left, and is remembered. */
    DEPARTED;

    private static Presence of(Device device) {
      return device.present() ? PRESENT : DEPARTED;
    }
  }

  /** Where words are looked for. */
  public enum Scope {
    /** In the id, addresses, identifiers, name, host name, vendor, model and its code. */
    NAMES,
    /** In the aliases and all other facts, too. */
    EVERYTHING
  }

  private static final byte[] NOWHERE = new byte[Byte.MAX_VALUE];
  private static final Set<Fact> NAMING =
      EnumSet.of(Fact.NAME, Fact.HOSTNAME, Fact.VENDOR, Fact.MODEL, Fact.MODEL_CODE);

  /** A device with its address at hand, which is asked for many times while many are sorted. */
  private record Placed(byte[] octets, Device device) implements Comparable<Placed> {

    static Placed of(Device device) {
      return new Placed(device.address().map(InetAddress::getAddress).orElse(NOWHERE), device);
    }

    @Override
    public int compareTo(Placed other) {
      int byAddress =
          octets.length == other.octets.length
              ? Arrays.compareUnsigned(octets, other.octets)
              : Integer.compare(octets.length, other.octets.length);
      return byAddress == 0 ? device.id().compareTo(other.device.id()) : byAddress;
    }
  }

  /** Copies what it is given. */
  public DeviceQuery {
    presence = Set.copyOf(presence);
    kinds = lower(kinds);
    statuses = lower(statuses);
    sources = lower(sources);
    words = lower(words);
  }

  /** The words of a text, which white space parts; none if it is blank. */
  public static Set<String> words(String text) {
    return Stream.of(text.split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Devices by address as a number, IPv4 before IPv6 before none, then by id. */
  public static List<Device> sorted(Stream<Device> devices) {
    return devices.map(Placed::of).sorted().map(Placed::device).toList();
  }

  @Override
  public boolean test(Device device) {
    return (presence.isEmpty() || presence.contains(Presence.of(device)))
        && anyOf(kinds, Stream.of(device.kind()))
        && anyOf(statuses, Stream.of(device.status()))
        && anyOf(sources, device.sources())
        && (words.isEmpty() || tells(device));
  }

  private static boolean anyOf(Set<String> wanted, Stream<String> values) {
    return wanted.isEmpty() || values.map(DeviceQuery::lower).anyMatch(wanted::contains);
  }

  private boolean tells(Device device) {
    List<String> texts = texts(device).map(DeviceQuery::lower).toList();
    return words.stream().allMatch(word -> texts.stream().anyMatch(text -> text.contains(word)));
  }

  private Stream<String> texts(Device device) {
    boolean everything = scope == Scope.EVERYTHING;
    return Stream.of(
            Stream.of(device.id().value()),
            device.aliases().stream().filter(alias -> everything).map(DeviceId::value),
            device.addresses().stream().map(InetAddress::getHostAddress),
            device.identifiers().stream().map(Identifier::value),
            device.facts().entrySet().stream()
                .filter(fact -> everything || NAMING.contains(fact.getKey()))
                .map(fact -> fact.getValue()))
        .flatMap(texts -> texts);
  }

  private static Set<String> lower(Collection<String> texts) {
    return texts.stream().map(DeviceQuery::lower).collect(Collectors.toUnmodifiableSet());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
