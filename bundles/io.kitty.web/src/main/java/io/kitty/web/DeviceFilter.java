// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;

/** Reads from a query which devices are wanted. Different parameters must all be met. */
final class DeviceFilter {

  private static final int MAX_LENGTH = 256;

  private DeviceFilter() {}

  /**
   * @throws Problem if the query has a parameter or a value that is not known
   */
  static Predicate<Device> of(Fields query) {
    Predicate<Device> filter =
        query.getNames().contains("presence") ? any -> true : Device::present;
    for (Fields.Field field : query) {
      filter = filter.and(of(field));
    }
    return filter;
  }

  private static Predicate<Device> of(Fields.Field field) {
    String name = field.getName();
    if (field.getValues().stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
      throw bad(name + " is too long; allowed are " + MAX_LENGTH + " characters");
    }
    return switch (name) {
      case "presence" -> presence(values(field));
      case "kind" -> anyOf(values(field), device -> Stream.of(device.kind()));
      case "status" -> anyOf(values(field), device -> Stream.of(device.status()));
      case "source" -> anyOf(values(field), DeviceFilter::sources);
      case "q" -> text(String.join(" ", field.getValues()));
      default ->
          throw bad(
              "there is no parameter '"
                  + name
                  + "'; allowed are presence, kind, status, source, q");
    };
  }

  /** The values of a parameter that may be repeated, or take several values with commas between. */
  private static Set<String> values(Fields.Field field) {
    Set<String> values =
        field.getValues().stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(value -> lower(value.strip()))
            .filter(value -> !value.isEmpty())
            .collect(Collectors.toSet());
    if (values.isEmpty()) {
      throw bad(field.getName() + " needs a value");
    }
    return values;
  }

  private static Predicate<Device> presence(Set<String> values) {
    Predicate<Device> filter = device -> false;
    for (String value : values) {
      filter =
          filter.or(
              switch (value) {
                case "present" -> Device::present;
                case "departed" -> device -> !device.present();
                case "all" -> device -> true;
                default ->
                    throw bad(
                        "presence cannot be '" + value + "'; allowed are present, departed, all");
              });
    }
    return filter;
  }

  private static Predicate<Device> anyOf(Set<String> wanted, Function<Device, Stream<String>> of) {
    return device -> of.apply(device).map(DeviceFilter::lower).anyMatch(wanted::contains);
  }

  /** The protocol that names the device best, and all that see it now. */
  private static Stream<String> sources(Device device) {
    return Stream.concat(
        Stream.of(device.source()), device.sightings().map(evidence -> evidence.source().id()));
  }

  /** Each word must occur somewhere. */
  private static Predicate<Device> text(String query) {
    List<String> words =
        Stream.of(lower(query).split("\\s+")).filter(word -> !word.isEmpty()).toList();
    return device -> {
      String text = words.isEmpty() ? "" : searchable(device);
      return words.stream().allMatch(text::contains);
    };
  }

  private static String searchable(Device device) {
    Stream<String> facts =
        Stream.of(Fact.NAME, Fact.VENDOR, Fact.MODEL, Fact.MODEL_CODE, Fact.HOSTNAME)
            .map(fact -> device.facts().getOrDefault(fact, ""));
    Stream<String> addresses = device.addresses().stream().map(a -> a.getHostAddress());
    Stream<String> identifiers = device.identifiers().stream().map(Identifier::value);
    return Stream.of(Stream.of(device.id().value()), facts, addresses, identifiers)
        .flatMap(part -> part)
        .map(DeviceFilter::lower)
        .collect(Collectors.joining("\n"));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Problem bad(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail);
  }
}
