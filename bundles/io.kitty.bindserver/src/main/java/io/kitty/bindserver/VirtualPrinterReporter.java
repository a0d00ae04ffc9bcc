// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports the printer to its own hub, which hears of it by its announcements too: that it is
 * virtual, nobody else can say for sure. It is repeated instead of withdrawn at the end, so that a
 * change of the configuration makes it neither depart nor appear.
 */
final class VirtualPrinterReporter {

  private static final Duration LIFETIME = Duration.ofSeconds(15);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final DiscoveryContext context;
  private final VirtualPrinter printer;
  private final AdvertisedAddress locations;

  VirtualPrinterReporter(
      DiscoveryContext context, VirtualPrinter printer, AdvertisedAddress locations) {
    this.context = context;
    this.printer = printer;
    this.locations = locations;
  }

  void start() {
    context.execute(this::repeat);
  }

  private void repeat() {
    endpoints(context.links()).forEach(endpoint -> context.report(sighting(endpoint)));
    context.schedule(PERIOD, this::repeat);
  }

  private Set<Endpoint> endpoints(List<NetworkLink> links) {
    InetAddress fixed =
        locations.configured() == null ? locations.answering() : locations.configured();
    Set<Endpoint> endpoints = new LinkedHashSet<>();
    if (fixed != null) {
      endpoints.add(new Endpoint(fixed, ""));
    } else {
      links.forEach(
          link ->
              locations
                  .at(link)
                  .ifPresent(address -> endpoints.add(new Endpoint(address, link.name()))));
    }
    return endpoints;
  }

  private Sighting sighting(Endpoint endpoint) {
    return Sighting.of(printer.serial(), endpoint, LIFETIME)
        .identifier(Identifier.serial("bambu", printer.serial()))
        .fact(Fact.NAME, printer.name())
        .fact(Fact.VENDOR, "Bambu Lab")
        .fact(Fact.MODEL_CODE, printer.model())
        .fact(Fact.FIRMWARE, printer.version())
        .fact(Fact.VIRTUAL, "true")
        .attribute("serial", printer.serial())
        .attribute("model_code", printer.model())
        .attribute("name", printer.name())
        .attribute("version", printer.version())
        .attribute("bind", printer.bind())
        .attribute("connect", printer.connect())
        .build();
  }
}
