// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static java.util.stream.Collectors.joining;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Warning;
import io.kitty.identifier.Identifier;
import io.kitty.shell.format.JobLabels;
import io.kitty.shell.format.Labels;
import io.kitty.shell.format.RelativeTime;
import io.kitty.shell.format.SafeTable;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Formats a device as lines of text. */
final class DeviceFormatter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final int WIDTH = 512;

  private final PrintStream out;
  private final Instant now;

  DeviceFormatter(PrintStream out, Instant now) {
    this.out = out;
    this.now = now;
  }

  void print(Device device) {
    line("id", device.id());
    lines("also known as", device.aliases(), Object::toString);
    lines("warning", device.warnings(), this::warning);
    line("status", Labels.status(device));
    optional("job", JobLabels.name(device));
    optional("progress", JobLabels.percent(device), " %");
    optional("remaining", JobLabels.remaining(device));
    optional("layer", JobLabels.layer(device));
    optional("temperature", JobLabels.temperatures(device));
    optional("error", JobLabels.error(device));
    for (Fact fact : Fact.values()) {
      if (fact != Fact.STATUS && device.facts().containsKey(fact)) {
        line(Labels.of(fact), device.facts().get(fact));
      }
    }
    lines(
        device.present() ? "address" : "last address",
        device.addresses(),
        InetAddress::getHostAddress);
    lines("identifier", device.identifiers(), DeviceFormatter::identifier);
    line("named by", device.source());
    line("first seen", time(device.firstSeen()));
    line("last seen", time(device.lastSeen()));
    if (device.departure() != null) {
      line("departed", time(device.departure().at()));
    }
    for (Service service : device.services()) {
      line("service", service(service));
      pairs(service.txt());
    }
    evidence("Seen by", device.sightings().toList());
    evidence(
        "Remembered", device.evidence().stream().filter(evidence -> !evidence.live()).toList());
  }

  private void evidence(String title, List<Evidence> all) {
    if (all.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    for (Evidence evidence : all) {
      Sighting sighting = evidence.sighting();
      line(evidence.source().id(), sighting.key());
      line("  at", place(evidence));
      line("  first seen", time(evidence.firstSeen()));
      line("  last seen", time(evidence.lastSeen()));
      line(evidence.live() ? "  expires" : "  expired", time(evidence.expires()));
      pairs(sighting.attributes());
      pairs(sighting.readings());
    }
  }

  private String place(Evidence evidence) {
    Endpoint endpoint = evidence.sighting().endpoint();
    return endpoint.address().getHostAddress()
        + (endpoint.interfaceName().isEmpty() ? ", routed" : " on " + endpoint.interfaceName())
        + evidence.neighbour().map(mac -> ", " + mac.value()).orElse("")
        + ", since "
        + time(evidence.since());
  }

  private String time(Instant instant) {
    return TIME.format(instant) + " (" + RelativeTime.relative(instant, now) + ")";
  }

  /** Formats a warning, with the other device that it concerns. */
  private String warning(Warning warning) {
    return Stream.of(
            warning.text(),
            warning.code() + " since " + time(warning.since()),
            warning.address() == null ? "" : warning.address().getHostAddress(),
            warning.mac() == null ? "" : warning.mac().value())
        .filter(part -> !part.isEmpty())
        .collect(joining("; "));
  }

  private static String identifier(Identifier identifier) {
    return identifier.namespace() + " " + identifier.value();
  }

  private static String service(Service service) {
    return Stream.of(
            service.type(),
            service.name(),
            service.port() == 0 ? "" : "port " + service.port(),
            service.url())
        .filter(part -> !part.isEmpty())
        .collect(joining(", "));
  }

  private void pairs(Map<String, ?> pairs) {
    pairs.forEach((name, value) -> line("    " + SafeTable.fit(name, 64), value));
  }

  private <T> void lines(String label, Collection<T> values, Function<T, String> text) {
    values.forEach(value -> line(label, text.apply(value)));
  }

  private void optional(String label, String value) {
    optional(label, value, "");
  }

  private void optional(String label, String value, String unit) {
    if (!value.isEmpty()) {
      line(label, value + unit);
    }
  }

  private void line(String label, Object value) {
    out.printf("%-20s %s%n", label, SafeTable.fit(value.toString(), WIDTH));
  }
}
