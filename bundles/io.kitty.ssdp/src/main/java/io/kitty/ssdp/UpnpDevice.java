// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.commons.Backoff;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.ssdp.description.Description;
import io.kitty.ssdp.description.DescriptionUrl;
import io.kitty.ssdp.description.DescriptionVersion;
import io.kitty.ssdp.message.SsdpMessage;
import io.kitty.ssdp.message.Udn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The announced state of one UDN at one address. A device announces itself in many messages, one
 * for each of its types; these are merged, with its description, into one sighting that does not
 * depend on the order of messages. Not thread-safe. Times are those of {@link System#nanoTime}.
 */
final class UpnpDevice {

  private static final long DEFAULT_MAX_AGE = 900;
  private static final long MIN_AGE = 60;
  private static final long MAX_AGE = 86_400;

  /** A fifth is added to its max-age, since many announce late, but no more than this. */
  private static final long MAX_GRACE = 60;

  /** The minimum time between a fetch and that of another version. */
  private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

  /** The same version is fetched again after this time: not every device announces a change. */
  private static final Duration MAX_CACHE_AGE = Duration.ofHours(1);

  /** The pause after the first failure; it doubles after each further one. */
  private static final Duration MIN_BACK_OFF = Duration.ofSeconds(30);

  private final String udn;
  private Endpoint endpoint;
  private String usn = "";
  private String typeHeader = "";
  private String type = "";
  private String server = "";
  private long maxAge = DEFAULT_MAX_AGE;
  private long lastSeen;
  private DescriptionVersion version = new DescriptionVersion("", null, null);
  private final NotificationTypes types = new NotificationTypes();

  private @Nullable Description description;

  private boolean startFetch;
  private @Nullable DescriptionVersion fetchedVersion;
  private @Nullable Long fetchedAt;
  private final Backoff backoff = new Backoff(MIN_BACK_OFF, MAX_CACHE_AGE);

  /** The pause after the failures of this version; null if there were none. */
  private @Nullable Duration retryPause;

  UpnpDevice(SsdpMessage message, Endpoint endpoint, long now) {
    this.udn = message.udn();
    this.endpoint = endpoint;
    update(message, endpoint, now);
  }

  /**
   * Updates the state from an announcement or response; fields absent from it keep their values.
   */
  void update(SsdpMessage message, Endpoint from, long now) {
    usn = message.usn();
    typeHeader = message.kind() == SsdpMessage.Kind.RESPONSE ? "st" : "nt";
    type = message.type();
    types.add(type);
    endpoint = from;
    lastSeen = now;
    server = message.server().isEmpty() ? server : message.server();
    maxAge = message.maxAge() == null ? maxAge : message.maxAge();
    version =
        new DescriptionVersion(
            message.location().isEmpty() ? version.location() : message.location(),
            message.bootId() == null ? version.bootId() : message.bootId(),
            message.configId() == null ? version.configId() : message.configId());
  }

  /**
   * Withdraws a type.
   *
   * @return whether the device has left: it was the last type, or the device itself
   */
  boolean withdraw(SsdpMessage message) {
    types.withdraw(message.type());
    return types.isEmpty()
        || message.isWholeDevice()
        || rootType().filter(message.type()::equalsIgnoreCase).isPresent();
  }

  /** Returns whether it is known to be the root device of its description. */
  boolean isRootDevice() {
    return rootType().isPresent();
  }

  /** Returns the type of this root device; empty if it is none, or not known to be. */
  private Optional<String> rootType() {
    return Optional.ofNullable(description)
        .filter(fetched -> fetched.udn().equals(udn))
        .map(fetched -> fetched.field("deviceType"));
  }

  String udn() {
    return udn;
  }

  /** Returns the key of its sightings. */
  String key() {
    return Udn.key(udn, endpoint.address());
  }

  DescriptionVersion version() {
    return version;
  }

  long lastSeen() {
    return lastSeen;
  }

  /** Returns whether its lifetime has passed. */
  boolean expired(long now) {
    return now - lastSeen > lifetime().toNanos();
  }

  /** Returns the URL of a description to fetch now; empty if there is none, or no need. */
  Optional<DescriptionUrl> toFetch(long now) {
    if (startFetch || (fetchedAt != null && now - fetchedAt < pause().toNanos())) {
      return Optional.empty();
    }
    return DescriptionUrl.of(version.location(), endpoint.address());
  }

  private Duration pause() {
    if (!version.equals(fetchedVersion)) {
      return MIN_PAUSE;
    }
    return retryPause == null ? MAX_CACHE_AGE : retryPause;
  }

  /** Marks its description as being fetched. */
  void startFetch(long now) {
    if (!version.equals(fetchedVersion)) {
      forgetFailures();
    }
    fetchedVersion = version;
    fetchedAt = now;
    startFetch = true;
  }

  /** Returns whether it is waiting for this version. */
  boolean awaits(DescriptionVersion awaited) {
    return startFetch && awaited.equals(fetchedVersion);
  }

  /** Cancels the fetch. */
  void cancelFetch() {
    startFetch = false;
    fetchedVersion = null;
  }

  /** Records a failed fetch. */
  void fetchFailed() {
    startFetch = false;
    retryPause = backoff.next();
  }

  private void forgetFailures() {
    backoff.reset();
    retryPause = null;
  }

  /**
   * Stores a fetched description. A truncated one is fetched again as after a failure, and does not
   * replace a complete one.
   */
  void fetched(Description fetched) {
    if (fetched.whole()) {
      startFetch = false;
      forgetFailures();
    } else {
      fetchFailed();
    }
    if (fetched.whole() || description == null || !description.whole()) {
      description = fetched;
    }
  }

  /**
   * Shares the description, or the pending fetch, of another UDN at the same address that announces
   * the same version.
   */
  void shareWith(UpnpDevice other, long now) {
    if (other.awaits(version)) {
      startFetch(now);
    } else if (other.version.equals(version)
        && version.equals(other.fetchedVersion)
        && other.retryPause == null
        && other.description != null) {
      fetchedVersion = other.fetchedVersion;
      fetchedAt = other.fetchedAt;
      forgetFailures();
      description = other.description;
    }
  }

  /**
   * Returns whether both have the same description document, and so are parts of one root device.
   */
  boolean isEmbeddedWith(UpnpDevice other) {
    return !version.location().isEmpty() && version.location().equals(other.version.location());
  }

  /** Returns the complete state as one sighting. */
  Sighting sighting() {
    Sighting.Builder sighting =
        Sighting.of(key(), endpoint, lifetime())
            .identifier(Identifier.uuid(udn))
            .attribute("udn", udn)
            .attribute("location", text(version.location()))
            .attribute("server", text(server))
            .reading("usn", text(usn))
            .reading(typeHeader, text(type))
            .reading("max_age", maxAge)
            .reading("bootid", version.bootId())
            .reading("configid", version.configId());
    if (description != null) {
      describe(sighting, description);
    }
    return sighting.build();
  }

  /**
   * Adds the description. It was fetched from the announced URL, so it describes the device even if
   * it has another UDN; but such a UDN does not identify the device.
   */
  private void describe(Sighting.Builder sighting, Description fetched) {
    sighting
        .identifier(fetched.names(udn) ? Identifier.uuid(fetched.udn()) : Optional.empty())
        .fact(Fact.NAME, fetched.field("friendlyName"))
        .fact(Fact.VENDOR, fetched.field("manufacturer"))
        .fact(Fact.MODEL, fetched.field("modelName"))
        .fact(Fact.MODEL_CODE, fetched.field("modelNumber"))
        .fact(Fact.URL, fetched.page());
    fetched.fields().forEach((name, value) -> sighting.attribute(name, text(value)));
    fetched.services().stream()
        .filter(each -> !types.isWithdrawn(each))
        .forEach(each -> sighting.service(new Service(each, "", fetched.from().port(), Map.of())));
  }

  private Duration lifetime() {
    long age = Math.max(MIN_AGE, Math.min(MAX_AGE, maxAge));
    return Duration.ofSeconds(age + Math.min(MAX_GRACE, age / 5));
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }
}
