// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.safe;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;
import java.util.Optional;

/** Beacons, which are written as they are read. */
public final class BeaconFuzz {

  private static final String SERVICE = "_woot._tcp.local.";

  private BeaconFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Optional<Beacon> beacon = Beacon.parse(input, SERVICE);
    beacon.ifPresent(
        each -> {
          safe("the host", each.host(), 200);
          check(each.port() > 0 && each.port() < 65_536, "the port is " + each.port());
          same(beacon, Beacon.parse(each.packet(), SERVICE));
        });
    Datagrams.deliver(
        () -> new BeaconProvider(TestConfigs.defaults(BeaconProvider.Config.class)),
        Duration.ofSeconds(5),
        input);
  }
}
