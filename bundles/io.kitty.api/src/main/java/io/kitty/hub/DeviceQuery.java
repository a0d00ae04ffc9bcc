// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import java.net.InetAddress;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which devices are wanted: the same for everyone who asks the hub. A device fits if it meets each
 * component; an empty one is met by every device. Upper and lower case are the same. No component
 * is null, nor is anything in one. Immutable.
 *
 * @param presence whether it is there, any of these
 * @param kinds what sort of machine it is, any of these
 * @param statuses its own state, or {@link Device#ONLINE}, any of these
 * @param sources protocols, any of these: one that sees it now or, once it has departed, one that
 *     ever saw it, as {@link Device#sources} has it
 * @param rooms where people say it is, any of these
 * @param tags words by which people sort it, any of these
 * @param ignored whether people want to see it
 * @param words parts of text, each of which must occur somewhere
 * @param scope where words are looked for
 */
public record DeviceQuery(
    Set<Presence> presence,
    Set<String> kinds,
    Set<String> statuses,
    Set<String> sources,
    Set<String> rooms,
    Set<String> tags,
    Ignored ignored,
    Set<String> words,
    Scope scope)
    implements Predicate<Device> {

  /**
   * What is meant where nobody says otherwise: every device that is present, but for those that
   * people ignore. Whoever lists, counts or follows devices begins with this.
   */
  public static final DeviceQuery PRESENT = new Builder().build();

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

  /** What is done with devices that people ignore. */
  public enum Ignored {
    /** They do not fit. */
    EXCLUDE,
    /** Nothing else fits. */
    ONLY,
    /** They are like all others. */
    INCLUDE;

    private boolean accepts(Device device) {
      return this == INCLUDE || device.ignored() == (this == ONLY);
    }
  }

  /** Where words are looked for. */
  public enum Scope {
    /** In the id, addresses, identifiers, names, host name, vendor, model and its code. */
    NAMES,
    /** In the aliases and all other facts, too. */
    EVERYTHING
  }

  private static final Set<Fact> NAMING =
      EnumSet.of(
          Fact.NAME, Fact.USER_NAME, Fact.HOSTNAME, Fact.VENDOR, Fact.MODEL, Fact.MODEL_CODE);

  /** Copies what it is given. */
  public DeviceQuery {
    presence = Set.copyOf(presence);
    kinds = lower(kinds);
    statuses = lower(statuses);
    sources = lower(sources);
    rooms = lower(rooms);
    tags = lower(tags);
    words = lower(words);
  }

  /** The words of a text, which white space parts; none if it is blank. */
  public static Set<String> words(String text) {
    return Stream.of(text.split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Devices in the order in which they are listed, which is that of {@link DeviceAddress}. */
  public static List<Device> sorted(Stream<Device> devices) {
    return DeviceAddress.sorted(devices);
  }

  @Override
  public boolean test(Device device) {
    return (presence.isEmpty() || presence.contains(Presence.of(device)))
        && ignored.accepts(device)
        && anyOf(kinds, Stream.of(device.kind()))
        && anyOf(statuses, Stream.of(device.status()))
        && anyOf(sources, device.sources())
        && anyOf(rooms, Stream.ofNullable(device.facts().get(Fact.USER_ROOM)))
        && anyOf(tags, device.tags().stream())
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

  /** Begins a query that asks for {@link #PRESENT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Takes a query together; what is not set is as in {@link #PRESENT}. */
  public static final class Builder {
    private Set<Presence> presence = Set.of(Presence.PRESENT);
    private Set<String> kinds = Set.of();
    private Set<String> statuses = Set.of();
    private Set<String> sources = Set.of();
    private Set<String> rooms = Set.of();
    private Set<String> tags = Set.of();
    private Ignored ignored = Ignored.EXCLUDE;
    private Set<String> words = Set.of();
    private Scope scope = Scope.NAMES;

    private Builder() {}

    /** Sets {@link DeviceQuery#presence}; no value means any. */
    public Builder presence(Set<Presence> values) {
      presence = values;
      return this;
    }

    /** Sets {@link DeviceQuery#kinds}. */
    public Builder kinds(Set<String> values) {
      kinds = values;
      return this;
    }

    /** Sets {@link DeviceQuery#statuses}. */
    public Builder statuses(Set<String> values) {
      statuses = values;
      return this;
    }

    /** Sets {@link DeviceQuery#sources}. */
    public Builder sources(Set<String> values) {
      sources = values;
      return this;
    }

    /** Sets {@link DeviceQuery#rooms}. */
    public Builder rooms(Set<String> values) {
      rooms = values;
      return this;
    }

    /** Sets {@link DeviceQuery#tags}. */
    public Builder tags(Set<String> values) {
      tags = values;
      return this;
    }

    /** Sets {@link DeviceQuery#ignored}. */
    public Builder ignored(Ignored value) {
      ignored = value;
      return this;
    }

    /** Sets {@link DeviceQuery#words} to those of a text, and where they are looked for. */
    public Builder text(String text, Scope where) {
      words = DeviceQuery.words(text);
      scope = where;
      return this;
    }

    /** The query. */
    public DeviceQuery build() {
      return new DeviceQuery(
          presence, kinds, statuses, sources, rooms, tags, ignored, words, scope);
    }
  }
}
