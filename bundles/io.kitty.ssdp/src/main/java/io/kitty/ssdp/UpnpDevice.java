// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one UDN at one address says of itself. A device announces itself in many messages, one for
 * each of its types; this joins them, with its description, into one sighting that is the same
 * whichever message came last. Not thread-safe. Times are those of {@link System#nanoTime}.
 */
final class UpnpDevice {

  private static final long DEFAULT_MAX_AGE = 900;
  private static final long MIN_AGE = 60;
  private static final long MAX_AGE = 86_400;

  /** Of its age a fifth is added, since many announce late, but no more than this. */
  private static final long MAX_GRACE = 60;

  /** Another edition of a description is fetched no sooner after the last attempt. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The same edition is fetched again after this time: not every device tells of a change. */
  private static final Duration FRESH = Duration.ofHours(1);

  /** After a failure the next attempt waits this long, and twice as long each time after it. */
  private static final Duration BACK_OFF = Duration.ofSeconds(30);

  private final String udn;
  private Endpoint endpoint;
  private String usn = "";
  private String typeHeader = "";
  private String type = "";
  private String server = "";
  private long maxAge = DEFAULT_MAX_AGE;
  private long heardAt;
  private DescriptionVersion edition = new DescriptionVersion("", null, null);
  private final NotificationTypes types = new NotificationTypes();

  private @Nullable Description description;

  private boolean fetching;
  private @Nullable DescriptionVersion tried;
  private @Nullable Long triedAt;
  private int failures;

  UpnpDevice(SsdpMessage message, Endpoint endpoint, long now) {
    this.udn = message.udn();
    this.endpoint = endpoint;
    heard(message, endpoint, now);
  }

  /** Takes in a message that says that the device is there; what it leaves out stays as it was. */
  void heard(SsdpMessage message, Endpoint from, long now) {
    usn = message.usn();
    typeHeader = message.kind() == SsdpMessage.Kind.RESPONSE ? "st" : "nt";
    type = message.type();
    types.add(type);
    endpoint = from;
    heardAt = now;
    server = message.server().isEmpty() ? server : message.server();
    maxAge = message.maxAge() == null ? maxAge : message.maxAge();
    edition =
        new DescriptionVersion(
            message.location().isEmpty() ? edition.location() : message.location(),
            message.bootId() == null ? edition.bootId() : message.bootId(),
            message.configId() == null ? edition.configId() : message.configId());
  }

  /**
   * Takes in that it is no more one of the things that it was.
   *
   * @return whether it has left: that was the last of them, or the device itself
   */
  boolean withdraw(SsdpMessage message) {
    types.withdraw(message.type());
    return types.isEmpty()
        || message.isWholeDevice()
        || rootType().filter(message.type()::equalsIgnoreCase).isPresent();
  }

  /** Whether it is known to be the root device of its description. */
  boolean isRootDevice() {
    return rootType().isPresent();
  }

  /** The type of the root device that it is; empty if it is none, or not known to be. */
  private Optional<String> rootType() {
    return Optional.ofNullable(description)
        .filter(what -> what.udn().equals(udn))
        .map(what -> what.field("deviceType"));
  }

  String udn() {
    return udn;
  }

  /** The key of its sightings. */
  String key() {
    return Udn.key(udn, endpoint.address());
  }

  DescriptionVersion edition() {
    return edition;
  }

  long heardAt() {
    return heardAt;
  }

  /** Whether it has been silent for longer than it said it would. */
  boolean expired(long now) {
    return now - heardAt > lifetime().toNanos();
  }

  /** Where a description is to be fetched from now; empty if there is none, or no need. */
  Optional<DescriptionUrl> wants(long now) {
    if (fetching || (triedAt != null && now - triedAt < pause().toNanos())) {
      return Optional.empty();
    }
    return DescriptionUrl.of(edition.location(), endpoint.address());
  }

  private Duration pause() {
    if (!edition.equals(tried)) {
      return PAUSE;
    }
    if (failures == 0) {
      return FRESH;
    }
    Duration backOff = BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 10));
    return backOff.compareTo(FRESH) < 0 ? backOff : FRESH;
  }

  /** Its description is being fetched. */
  void fetching(long now) {
    failures = edition.equals(tried) ? failures : 0;
    tried = edition;
    triedAt = now;
    fetching = true;
  }

  /** Whether it waits for this edition. */
  boolean awaits(DescriptionVersion one) {
    return fetching && one.equals(tried);
  }

  /** It is not fetched after all. */
  void notFetched() {
    fetching = false;
    tried = null;
  }

  /** It could not be fetched. */
  void failed() {
    fetching = false;
    failures++;
  }

  /**
   * It was fetched. One that broke off is asked for again as after a failure, and does not replace
   * a whole one.
   */
  void described(Description what) {
    fetching = false;
    failures = what.whole() ? 0 : failures + 1;
    if (what.whole() || description == null || !description.whole()) {
      description = what;
    }
  }

  /**
   * Shares with another UDN of the same machine, which announces the same edition, what that one
   * has or waits for.
   */
  void shareWith(UpnpDevice other, long now) {
    if (other.awaits(edition)) {
      fetching(now);
    } else if (other.edition.equals(edition)
        && edition.equals(other.tried)
        && other.failures == 0
        && other.description != null) {
      tried = other.tried;
      triedAt = other.triedAt;
      failures = 0;
      description = other.description;
    }
  }

  /** Whether both are described by one document, and so are parts of one root device. */
  boolean isEmbeddedWith(UpnpDevice other) {
    return !edition.location().isEmpty() && edition.location().equals(other.edition.location());
  }

  /** All that is known, as one sighting. */
  Sighting sighting() {
    Sighting.Builder sighting =
        Sighting.of(key(), endpoint, lifetime())
            .identifier(Identifier.uuid(udn))
            .attribute("udn", udn)
            .attribute("location", text(edition.location()))
            .attribute("server", text(server))
            .reading("usn", text(usn))
            .reading(typeHeader, text(type))
            .reading("max_age", maxAge)
            .reading("bootid", edition.bootId())
            .reading("configid", edition.configId());
    if (description != null) {
      describe(sighting, description);
    }
    return sighting.build();
  }

  /**
   * Adds what the description says. It was fetched from where the device told, so that it is about
   * the device even where it has another UDN in it; but such a one does not identify the device.
   */
  private void describe(Sighting.Builder sighting, Description what) {
    sighting
        .identifier(what.names(udn) ? Identifier.uuid(what.udn()) : Optional.empty())
        .fact(Fact.NAME, what.field("friendlyName"))
        .fact(Fact.VENDOR, what.field("manufacturer"))
        .fact(Fact.MODEL, what.field("modelName"))
        .fact(Fact.MODEL_CODE, what.field("modelNumber"))
        .fact(Fact.URL, what.page());
    what.fields().forEach((name, value) -> sighting.attribute(name, text(value)));
    what.services().stream()
        .filter(each -> !types.isWithdrawn(each))
        .forEach(each -> sighting.service(new Service(each, "", what.from().port(), Map.of())));
  }

  private Duration lifetime() {
    long age = Math.max(MIN_AGE, Math.min(MAX_AGE, maxAge));
    return Duration.ofSeconds(age + Math.min(MAX_GRACE, age / 5));
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }
}
