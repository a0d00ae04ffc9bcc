// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Sighting;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.ServiceInstance;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.TxtField;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a sighting of all that a machine offers, at each of its addresses. */
final class SightingBuilder {

  private static final Comparator<ServiceInstance> BY_WORD =
      Comparator.comparingInt(
              (ServiceInstance offer) -> ServiceTypeTable.of(offer.name().type()).rank())
          .thenComparing(ServiceInstance::isGroup)
          .thenComparing(offer -> offer.name().full().key());

  /** What ends sooner is withdrawn when it ends. */
  private static final Duration MIN = Duration.ofSeconds(10);

  private final CachedHost host;
  private final AddressSelector addresses;
  private final List<ServiceInstance> offers;
  private final WebPages pages;
  private final long now;

  /**
   * @param host a machine
   * @param addresses which of its addresses can be used
   */
  SightingBuilder(CachedHost host, AddressSelector addresses, long now) {
    this.host = host;
    this.addresses = addresses;
    this.now = now;
    this.pages = new WebPages(host);
    this.offers =
        host.offers().stream().filter(offer -> offer.located(now)).sorted(BY_WORD).toList();
  }

  /** Whether there is anything to see. */
  boolean isEmpty() {
    return offers.isEmpty();
  }

  /** The machine as it is seen, at each address where it can be met. */
  List<Sighting> sightings() {
    if (offers.isEmpty()) {
      return List.of();
    }
    Statements statements = new Statements(host, offers);
    statements.identifiers().forEach(host::identify);
    List<Endpoint> endpoints = addresses.endpoints(host);
    return endpoints.stream()
        .map(endpoint -> at(endpoint, statements, endpoints.get(0).address()))
        .toList();
  }

  /**
   * @param best the address that pages of services are given at, the same in all sightings: else
   *     each service would be several, one for each address
   */
  private Sighting at(Endpoint endpoint, Statements statements, InetAddress best) {
    Sighting.Builder sighting = Sighting.of(host.key(), endpoint, lifetime());
    ServiceInstance first = offers.get(0);
    sighting
        .via(host.sender())
        .fact(Fact.HOSTNAME, host.hostName().orElse(null))
        .attribute("service", first.name().type())
        .attribute("instance", first.name().instance())
        .attribute("host", host.hostName().orElse(null))
        .attribute("port", first.port());
    statements.meanings().forEach((meaning, value) -> state(sighting, meaning, value));
    sighting.fact(Fact.NAME, statements.name()).fact(Fact.KIND, statements.kind());
    statements.sole().stream()
        .flatMap(offer -> pages.of(offer, endpoint.address()).stream())
        .findFirst()
        .ifPresent(page -> sighting.fact(Fact.URL, page));
    addresses(sighting, statements.meanings().getOrDefault(TxtField.IP, ""));
    host.identifiers().forEach(each -> sighting.identifier(Optional.of(each)));
    Set<String> subtypes = new LinkedHashSet<>();
    for (ServiceInstance offer : offers) {
      sighting.service(offer.service(offer.isGroup() ? "" : pages.of(offer, best).orElse("")));
      (offer.isGroup() ? Map.<String, String>of() : offer.readings()).forEach(sighting::reading);
      subtypes.addAll(offer.subtypes());
    }
    host.disputes().warnings(now).forEach(sighting::warning);
    sighting.attribute("subtypes", subtypes.isEmpty() ? null : String.join(" ", subtypes));
    return sighting.build();
  }

  private Duration lifetime() {
    long longest = offers.stream().mapToLong(offer -> offer.remaining(now)).max().orElse(0);
    return longest < MIN.toNanos() ? MIN : Duration.ofNanos(longest);
  }

  private static void state(Sighting.Builder sighting, TxtField meaning, String value) {
    switch (meaning) {
      case READING, BYTES, PATH, PAGE, IP -> {}
      case MAC ->
          Identifier.mac(value)
              .ifPresent(mac -> sighting.attribute(meaning.attribute(), mac.value()));
      default -> sighting.attribute(meaning.attribute(), value);
    }
    Fact fact = meaning.fact();
    if (fact != null) {
      sighting.fact(fact, value);
    }
  }

  /** What it claims, and who said so where that is somebody else. */
  private void addresses(Sighting.Builder sighting, String claimed) {
    Optional<String> stated = addresses.stated(host);
    sighting.attribute("ip", stated.orElse(claimed.isEmpty() ? null : claimed));
    if (!claimed.isEmpty() && stated.isPresent() && !stated.get().equals(claimed)) {
      sighting.attribute("claimed_ip", claimed);
    }
    addresses.stranger(host).ifPresent(source -> sighting.attribute("source", source));
  }
}
