// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.report;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.fuzz.Lines;
import io.kitty.testkit.TestLinks;
import java.time.Duration;

/** Reports of a Bambu printer, one a line, each of which changes what the ones before told. */
public final class BambuReportFuzz {

  private static final Endpoint ENDPOINT = new Endpoint(TestLinks.address("192.0.2.9"), "eth0");

  private BambuReportFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Sighting sighting = sighting(input);
    check(sighting);
    same(sighting, sighting(input));
  }

  private static Sighting sighting(byte[] input) {
    PrinterReport report = new PrinterReport();
    Lines.of(input).forEach(report::merge);
    Sighting.Builder sighting = Sighting.of("printer", ENDPOINT, Duration.ofMinutes(6));
    new PrinterStatus(report).addTo(sighting);
    return sighting.build();
  }
}
