// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports the printer to its own hub, which also receives its announcements: only this report says
 * reliably that it is virtual. The report is repeated, and not withdrawn at the end, so that a
 * configuration change makes it neither depart nor appear.
 */
final class VirtualPrinterReporter {

  private static final Duration LIFETIME = Duration.ofSeconds(15);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final DiscoveryContext context;
  private final VirtualPrinter printer;
  private final AdvertisedAddress advertised;

  VirtualPrinterReporter(
      DiscoveryContext context, VirtualPrinter printer, AdvertisedAddress advertised) {
    this.context = context;
    this.printer = printer;
    this.advertised = advertised;
  }

  void start() {
    context.execute(this::reportPeriodically);
  }

  private void reportPeriodically() {
    endpoints(context.links()).forEach(endpoint -> context.report(sighting(endpoint)));
    context.schedule(PERIOD, this::reportPeriodically);
  }

  private Set<Endpoint> endpoints(List<NetworkLink> links) {
    InetAddress fixed =
        advertised.configured() == null ? advertised.listening() : advertised.configured();
    Set<Endpoint> endpoints = new LinkedHashSet<>();
    if (fixed != null) {
      endpoints.add(new Endpoint(fixed, ""));
    } else {
      links.forEach(
          link ->
              advertised
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
