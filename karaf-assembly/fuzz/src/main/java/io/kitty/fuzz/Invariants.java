// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.text.SafeText;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds for everything that is made of untrusted input; each check throws if it does not. */
public final class Invariants {

  private static final int MAX_KEY = 256;
  private static final int MAX_NAME = 64;
  private static final int MAX_VALUE = 1024;
  private static final int MAX_TEXT = 256;
  private static final int MAX_IDENTIFIER = 128;
  private static final int MAX_PAIRS = 64;
  private static final Duration MAX_LIFETIME = Duration.ofDays(7);

  private Invariants() {}

  /** Checks a condition. */
  public static void check(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  /** Checks that the same input gives the same result. */
  public static void same(@Nullable Object one, @Nullable Object other) {
    check(
        one == null ? other == null : one.equals(other),
        "the same input gives two results:\n" + one + "\n" + other);
  }

  /** Checks that a text is at most as long, and free of control and other invisible characters. */
  public static void safe(String what, String text, int max) {
    check(text.length() <= max, what + " is longer than " + max + ": " + text.length());
    check(text.equals(SafeText.clean(text, max)), what + " is not clean: " + escaped(text));
  }

  /** Checks that a collection is at most as large. */
  public static void atMost(String what, Collection<?> all, int max) {
    check(all.size() <= max, what + " are more than " + max + ": " + all.size());
  }

  /** Checks the bounds that {@link Sighting} documents. */
  public static void check(Sighting sighting) {
    check(!sighting.key().isEmpty(), "a sighting has no key");
    safe("the key", sighting.key(), MAX_KEY);
    Duration lifetime = sighting.lifetime();
    check(
        lifetime.compareTo(Duration.ZERO) > 0 && lifetime.compareTo(MAX_LIFETIME) <= 0,
        "the lifetime is " + lifetime);
    atMost("identifiers", sighting.identifiers(), 16);
    for (Identifier each : sighting.identifiers()) {
      check(!each.value().isEmpty(), "an identifier is empty");
      safe("an identifier", each.value(), MAX_IDENTIFIER);
    }
    sighting
        .facts()
        .forEach(
            (fact, value) -> {
              check(!fact.byUser(), "a protocol states what only people enter: " + fact);
              safe(fact.name(), value, MAX_TEXT);
              check(fact != Fact.STATUS || !value.isEmpty(), "an empty status");
            });
    pairs("attributes", sighting.attributes());
    pairs("readings", sighting.readings());
    atMost("services", sighting.services(), 64);
    sighting.services().forEach(Invariants::check);
    atMost("warnings", sighting.warnings(), 8);
    sighting.warnings().forEach(each -> safe("a warning", each.text(), 512));
    state(sighting);
  }

  private static void pairs(String what, Map<String, Object> pairs) {
    atMost(what, pairs.keySet(), MAX_PAIRS);
    pairs.forEach(
        (name, value) -> {
          safe("a name among " + what, name, MAX_NAME);
          if (value instanceof String text) {
            safe(name, text, MAX_VALUE);
          } else {
            check(
                value instanceof Long
                    || value instanceof Boolean
                    || value instanceof Double number && Double.isFinite(number),
                name + " is a " + value.getClass() + ": " + value);
          }
        });
  }

  private static void check(Service service) {
    safe("a service type", service.type(), MAX_TEXT);
    safe("a service name", service.name(), MAX_TEXT);
    safe("a URL", service.url(), MAX_TEXT);
    check(service.port() >= 0 && service.port() <= 65_535, "a port is " + service.port());
    atMost("pairs of a service", service.txt().keySet(), MAX_PAIRS);
    service
        .txt()
        .forEach(
            (name, value) -> {
              safe("a name of a pair", name, MAX_NAME);
              safe("a value of a pair", value, MAX_TEXT);
            });
  }

  private static void state(Sighting sighting) {
    Job job = sighting.state().job();
    if (job != null) {
      safe("the job", job.name(), MAX_TEXT);
      Double progress = job.progress();
      check(progress == null || progress >= 0 && progress <= 1, "the progress is " + progress);
    }
    MachineError error = sighting.state().error();
    if (error != null) {
      safe("the code of the error", error.code(), 64);
      safe("the text of the error", error.text(), MAX_TEXT);
    }
    sighting
        .state()
        .temperatures()
        .forEach((heater, each) -> check(each.value() >= 0, heater + " is " + each.value()));
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .limit(MAX_VALUE)
        .forEach(c -> out.append(c > ' ' && c <= '~' ? "" + (char) c : "\\u%04x".formatted(c)));
    return out.toString();
  }
}
