// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import io.kitty.collection.CompactMap;
import io.kitty.collection.CompactSet;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.PlaceholderIdentifiers;
import io.kitty.state.DeviceStatus;
import io.kitty.state.MachineState;
import io.kitty.text.BoundedMaps;
import io.kitty.text.SafeText;
import io.kitty.text.SharedText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one protocol reports of one device at one moment. A later sighting with the same key
 * replaces it; once its lifetime has passed, it is no longer evidence.
 *
 * <p>Built by {@link #of}, which cleans and bounds all texts, so that a sighting is always safe to
 * keep. Immutable.
 *
 * @param key distinguishes the sightings of one protocol, for instance a UDN or an address; 1 to
 *     256 characters
 * @param endpoint where the device was seen
 * @param lifetime how long it is valid without being repeated; positive, at most a week
 * @param identifiers the device's identifiers, strongest first; at most 16
 * @param facts its normalised attributes
 * @param attributes the protocol's own data under the protocol's own names: String, Long, Double or
 *     Boolean values
 * @param readings the same for measured or counted values that change all the time (signal
 *     strength, round trip, timestamps): a new reading is not a change of the device
 * @param state what the machine is doing, beside its status: readings too
 * @param services the services offered; at most 64
 * @param via the address of the host that sent it, if that is not the endpoint's address: the
 *     endpoint's address is then what the sender states, as an mDNS reflector states addresses of
 *     other networks, and a host those of its other interfaces; null if the device at the endpoint
 *     sent it itself
 * @param warnings contradictions that the protocol found; at most 8
 */
public record Sighting(
    String key,
    Endpoint endpoint,
    Duration lifetime,
    Set<Identifier> identifiers,
    Map<Fact, String> facts,
    Map<String, Object> attributes,
    Map<String, Object> readings,
    MachineState state,
    List<Service> services,
    @Nullable InetAddress via,
    List<Warning> warnings) {

  /** The maximum lifetime; after that a device is only remembered. */
  private static final Duration MAX_LIFETIME = Duration.ofDays(7);

  private static final int MAX_KEY = 256;
  private static final int MAX_FACT = 256;
  private static final int MAX_VALUE = 1024;
  private static final int MAX_PAIRS = 64;
  private static final int MAX_SERVICES = 64;
  private static final int MAX_IDENTIFIERS = 16;
  private static final int MAX_WARNINGS = 8;

  /** Starts a sighting that is valid for {@code lifetime} unless it is repeated. */
  public static Builder of(String key, Endpoint endpoint, Duration lifetime) {
    return new Builder(key, endpoint, lifetime);
  }

  /**
   * Starts a sighting whose key is the device's own identifier. If that is a placeholder, which
   * other devices share, the address is the key.
   */
  public static Builder of(Identifier identifier, Endpoint endpoint, Duration lifetime) {
    return PlaceholderIdentifiers.contains(identifier)
        ? of(endpoint.address().getHostAddress(), endpoint, lifetime)
        : of(identifier.value(), endpoint, lifetime).identifier(Optional.of(identifier));
  }

  /**
   * Does the same as a record's own method, in less time: the hub compares each sighting with the
   * one before. What differs most often comes first.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Sighting sighting
            && readings.equals(sighting.readings)
            && (state == sighting.state || state.equals(sighting.state))
            && attributes.equals(sighting.attributes)
            && facts.equals(sighting.facts)
            && services.equals(sighting.services)
            && key.equals(sighting.key)
            && endpoint.equals(sighting.endpoint)
            && lifetime.equals(sighting.lifetime)
            && identifiers.equals(sighting.identifiers)
            && Objects.equals(via, sighting.via)
            && warnings.equals(sighting.warnings);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Returns a copy with another endpoint. */
  public Sighting at(Endpoint other) {
    return other.equals(endpoint)
        ? this
        : new Sighting(
            key,
            other,
            lifetime,
            identifiers,
            facts,
            attributes,
            readings,
            state,
            services,
            via,
            warnings);
  }

  /** Builds a sighting; not thread-safe. Empty and null values are left out. */
  public static final class Builder {
    private final String key;
    private final Endpoint endpoint;
    private final Duration lifetime;
    private final Set<Identifier> identifiers = new TreeSet<>();
    private final Map<Fact, String> facts = new EnumMap<>(Fact.class);
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Map<String, Object> readings = new LinkedHashMap<>();
    private final Set<Service> services = new LinkedHashSet<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private MachineState state = MachineState.UNKNOWN;
    private @Nullable InetAddress via;

    private Builder(String key, Endpoint endpoint, Duration lifetime) {
      this.key = SafeText.clean(key, MAX_KEY);
      this.endpoint = endpoint;
      this.lifetime = lifetime.compareTo(MAX_LIFETIME) < 0 ? lifetime : MAX_LIFETIME;
      if (this.key.isEmpty()) {
        throw new IllegalArgumentException("a sighting needs a key");
      }
      if (lifetime.isNegative() || lifetime.isZero()) {
        throw new IllegalArgumentException("a sighting needs a positive lifetime: " + lifetime);
      }
    }

    /** Adds an identifier, if present. */
    public Builder identifier(Optional<Identifier> identifier) {
      if (identifiers.size() < MAX_IDENTIFIERS) {
        identifier.ifPresent(identifiers::add);
      }
      return this;
    }

    /** Sets a fact, unless the value is null or empty. */
    public Builder fact(Fact fact, @Nullable String value) {
      String clean = value == null ? "" : SafeText.clean(value, MAX_FACT);
      if (!clean.isEmpty()) {
        facts.put(fact, SharedText.of(clean));
      }
      return this;
    }

    /**
     * Adds an attribute.
     *
     * @param value a text, number or boolean; anything else is converted to text
     */
    public Builder attribute(String name, @Nullable Object value) {
      put(attributes, name, value);
      return this;
    }

    /** Adds a reading, whose change is not an event. */
    public Builder reading(String name, @Nullable Object value) {
      put(readings, name, value);
      return this;
    }

    /** Sets the status. */
    public Builder status(DeviceStatus status) {
      return fact(Fact.STATUS, status.name());
    }

    /** Sets what the machine is doing, whose change is not an event. */
    public Builder state(MachineState value) {
      state = value;
      return this;
    }

    /** Adds a service. */
    public Builder service(Service service) {
      if (services.size() < MAX_SERVICES) {
        services.add(service);
      }
      return this;
    }

    /**
     * Sets the host that sent it.
     *
     * @param sender the datagram's source address; the endpoint's own address, or null, means that
     *     the device sent it itself
     */
    public Builder via(@Nullable InetAddress sender) {
      via = endpoint.address().equals(sender) ? null : sender;
      return this;
    }

    /** Adds a warning. */
    public Builder warning(Warning warning) {
      if (warnings.size() < MAX_WARNINGS) {
        warnings.add(warning);
      }
      return this;
    }

    public Sighting build() {
      return new Sighting(
          key,
          endpoint,
          lifetime,
          CompactSet.copyOf(identifiers),
          CompactMap.copyOf(facts),
          BoundedMaps.copy(attributes, MAX_PAIRS, value -> value),
          BoundedMaps.copy(readings, MAX_PAIRS, value -> value),
          state,
          List.copyOf(services),
          via,
          List.copyOf(warnings));
    }

    private static void put(Map<String, Object> pairs, String name, @Nullable Object value) {
      if (value != null && pairs.size() < MAX_PAIRS) {
        pairs.put(name, scalar(value));
      }
    }

    private static Object scalar(Object value) {
      if (value instanceof Boolean) {
        return value;
      }
      if ((value instanceof Double || value instanceof Float)
          && Double.isFinite(((Number) value).doubleValue())) {
        return ((Number) value).doubleValue();
      }
      if (value instanceof Number && !(value instanceof Double || value instanceof Float)) {
        return ((Number) value).longValue();
      }
      return SharedText.of(SafeText.clean(value.toString(), MAX_VALUE));
    }
  }
}
