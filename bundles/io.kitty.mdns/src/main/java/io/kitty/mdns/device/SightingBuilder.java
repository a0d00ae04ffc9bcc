// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.ServiceInstance;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.TxtField;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the sightings of a host with all its services, one per address. */
final class SightingBuilder {

  private static final Comparator<ServiceInstance> BY_RANK =
      Comparator.comparingInt(
              (ServiceInstance instance) -> ServiceTypeTable.of(instance.name().type()).rank())
          .thenComparing(ServiceInstance::isGroup)
          .thenComparing(instance -> instance.name().full().key());

  /** The minimum lifetime; what ends sooner is withdrawn explicitly. */
  private static final Duration MIN = Duration.ofSeconds(10);

  private final CachedHost host;
  private final AddressSelector addresses;
  private final List<ServiceInstance> instances = new ArrayList<>();
  private final WebPages pages;
  private final long now;

  /**
   * @param host a host
   * @param addresses selects its addresses
   */
  SightingBuilder(CachedHost host, AddressSelector addresses, long now) {
    this.host = host;
    this.addresses = addresses;
    this.now = now;
    this.pages = new WebPages(host);
    for (ServiceInstance instance : host.instances()) {
      if (instance.located(now)) {
        instances.add(instance);
      }
    }
    instances.sort(BY_RANK);
  }

  /** Returns whether there is nothing to report. */
  boolean isEmpty() {
    return instances.isEmpty();
  }

  /** Returns a sighting for each address at which the host can be reached. */
  List<Sighting> sightings() {
    if (instances.isEmpty()) {
      return List.of();
    }
    HostStatements statements = new HostStatements(host, instances);
    statements.identifiers().forEach(host::identify);
    List<Endpoint> endpoints = addresses.endpoints(host);
    List<Sighting> sightings = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      sightings.add(at(endpoint, statements, endpoints.get(0).address()));
    }
    return sightings;
  }

  /**
   * @param best the address in the URLs of services, the same in all sightings: else each service
   *     would appear once per address
   */
  private Sighting at(Endpoint endpoint, HostStatements statements, InetAddress best) {
    Sighting.Builder sighting = Sighting.of(host.key(), endpoint, lifetime());
    ServiceInstance first = instances.get(0);
    sighting
        .via(host.sender())
        .fact(Fact.HOSTNAME, host.hostName().orElse(null))
        .attribute("service", first.name().type())
        .attribute("instance", first.name().instance())
        .attribute("host", host.hostName().orElse(null))
        .attribute("port", first.port());
    statements.fields().forEach((field, value) -> state(sighting, field, value));
    sighting.fact(Fact.NAME, statements.name()).fact(Fact.KIND, statements.kind());
    sighting.fact(Fact.URL, page(statements, endpoint.address()));
    addresses(sighting, statements.fields().getOrDefault(TxtField.IP, ""));
    for (Identifier each : host.identifiers()) {
      sighting.identifier(Optional.of(each));
    }
    Set<String> subtypes = new LinkedHashSet<>();
    for (ServiceInstance instance : instances) {
      sighting.service(
          instance.service(instance.isGroup() ? "" : pages.of(instance, best).orElse("")));
      (instance.isGroup() ? Map.<String, String>of() : instance.readings())
          .forEach(sighting::reading);
      subtypes.addAll(instance.subtypes());
    }
    host.conflicts().warnings(now).forEach(sighting::warning);
    sighting.attribute("subtypes", subtypes.isEmpty() ? null : String.join(" ", subtypes));
    return sighting.build();
  }

  private @Nullable String page(HostStatements statements, InetAddress address) {
    for (ServiceInstance instance : statements.sole()) {
      Optional<String> page = pages.of(instance, address);
      if (page.isPresent()) {
        return page.get();
      }
    }
    return null;
  }

  private Duration lifetime() {
    long longest = 0;
    for (ServiceInstance instance : instances) {
      longest = Math.max(longest, instance.remaining(now));
    }
    return longest < MIN.toNanos() ? MIN : Duration.ofNanos(longest);
  }

  private static void state(Sighting.Builder sighting, TxtField field, String value) {
    switch (field) {
      case READING, BYTES, PATH, PAGE, IP -> {}
      case MAC ->
          Identifier.mac(value)
              .ifPresent(mac -> sighting.attribute(field.attribute(), mac.value()));
      default -> sighting.attribute(field.attribute(), value);
    }
    Fact fact = field.fact();
    if (fact != null) {
      sighting.fact(fact, value);
    }
  }

  /** Adds the stated address, and who stated it if that is another device. */
  private void addresses(Sighting.Builder sighting, String claimed) {
    Optional<String> stated = addresses.stated(host);
    sighting.attribute("ip", stated.orElse(claimed.isEmpty() ? null : claimed));
    if (!claimed.isEmpty() && stated.isPresent() && !stated.get().equals(claimed)) {
      sighting.attribute("claimed_ip", claimed);
    }
    addresses.proxy(host).ifPresent(source -> sighting.attribute("source", source));
  }
}
