// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.claim;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.same;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Claims of other hubs, which are written as they are read. */
public final class DeviceClaimFuzz {

  private DeviceClaimFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<DeviceClaim> claim = DeviceClaim.parse(input);
    claim.ifPresent(
        each -> {
          atMost("ids", each.ids(), 32);
          byte[] written = each.json().getBytes(StandardCharsets.UTF_8);
          if (written.length <= DeviceClaim.MAX_SIZE) {
            same(claim, DeviceClaim.parse(written));
          }
        });
  }
}
