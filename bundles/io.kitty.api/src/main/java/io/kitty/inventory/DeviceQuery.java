// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query for devices, with the same meaning in all interfaces of the hub. A device matches if it
 * meets each component; an empty component matches every device. Matching is case-insensitive. No
 * component is null, nor contains null. Immutable.
 *
 * @param presence whether it is present, any of these
 * @param kinds its kind, any of these
 * @param statuses its status, or {@link Device#ONLINE}, any of these
 * @param sources protocols, any of these: one that sees it now or, once it has departed, one that
 *     ever saw it, as in {@link Device#sources}
 * @param rooms its annotated room, any of these
 * @param tags its tags, any of these
 * @param ignored how devices that are ignored are treated
 * @param words substrings, each of which must occur in some text
 * @param scope the texts that are searched
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
   * The default query: every present device that is not ignored. Listing, counting and following
   * devices start from it.
   */
  public static final DeviceQuery PRESENT = new Builder().build();

  /** Whether a device is present. */
  public enum Presence {
    /** At least one protocol sees it. */
    PRESENT,
    /** It has departed, and is remembered. */
    DEPARTED;

    private static Presence of(Device device) {
      return device.present() ? PRESENT : DEPARTED;
    }
  }

  /** How ignored devices are treated. */
  public enum Ignored {
    /** They do not match. */
    EXCLUDE,
    /** Only they match. */
    ONLY,
    /** They match like all others. */
    INCLUDE;

    private boolean accepts(Device device) {
      return this == INCLUDE || device.ignored() == (this == ONLY);
    }
  }

  /** The texts that are searched. */
  public enum Scope {
    /** The id, addresses, identifiers, names, host name, vendor, model and its code. */
    NAMES,
    /** The aliases and all other facts, too. */
    EVERYTHING
  }

  private static final Set<Fact> NAMING =
      EnumSet.of(
          Fact.NAME, Fact.USER_NAME, Fact.HOSTNAME, Fact.VENDOR, Fact.MODEL, Fact.MODEL_CODE);

  /** Copies its arguments. */
  public DeviceQuery {
    presence = Set.copyOf(presence);
    kinds = lower(kinds);
    statuses = lower(statuses);
    sources = lower(sources);
    rooms = lower(rooms);
    tags = lower(tags);
    words = lower(words);
  }

  /** Splits a text into words at white space; none if it is blank. */
  public static Set<String> words(String text) {
    return Stream.of(text.split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Returns devices in list order, which is that of {@link DeviceAddress}. */
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
        && (words.isEmpty() || containsWords(device));
  }

  private static boolean anyOf(Set<String> allowed, Stream<String> values) {
    return allowed.isEmpty() || values.map(DeviceQuery::lower).anyMatch(allowed::contains);
  }

  private boolean containsWords(Device device) {
    for (String word : words) {
      if (!mentions(device, word)) {
        return false;
      }
    }
    return true;
  }

  /** Called for each device of a list and each word: it looks no further than it has to. */
  private boolean mentions(Device device, String word) {
    if (contains(device.id().value(), word)) {
      return true;
    }
    for (Map.Entry<Fact, String> fact : device.facts().entrySet()) {
      if ((scope == Scope.EVERYTHING || NAMING.contains(fact.getKey()))
          && contains(fact.getValue(), word)) {
        return true;
      }
    }
    for (Identifier identifier : device.identifiers()) {
      if (contains(identifier.value(), word)) {
        return true;
      }
    }
    for (InetAddress address : device.addresses()) {
      if (contains(address.getHostAddress(), word)) {
        return true;
      }
    }
    return scope == Scope.EVERYTHING
        && device.aliases().stream().anyMatch(alias -> contains(alias.value(), word));
  }

  /**
   * Returns whether a text contains a word that is given in lower case, ignoring case. For a word
   * of ASCII it copies nothing.
   */
  private static boolean contains(String text, String word) {
    if (word.isEmpty() || !isAscii(word)) {
      return lower(text).contains(word); // letters whose lower case is several characters
    }
    char lower = word.charAt(0);
    char upper = Character.toUpperCase(lower);
    int last = text.length() - word.length();
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      boolean begins = c == lower || c == upper || c > '~' && Character.toLowerCase(c) == lower;
      if (begins && text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static Set<String> lower(Collection<String> texts) {
    return texts.stream().map(DeviceQuery::lower).collect(Collectors.toUnmodifiableSet());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Returns a builder that starts from {@link #PRESENT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a query; components that are not set are those of {@link #PRESENT}. */
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

    /** Sets {@link DeviceQuery#words} to those of a text, and the texts that are searched. */
    public Builder text(String text, Scope where) {
      words = DeviceQuery.words(text);
      scope = where;
      return this;
    }

    /** Builds the query. */
    public DeviceQuery build() {
      return new DeviceQuery(
          presence, kinds, statuses, sources, rooms, tags, ignored, words, scope);
    }
  }
}
