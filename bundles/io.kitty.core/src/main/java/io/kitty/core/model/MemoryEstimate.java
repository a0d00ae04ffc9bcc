// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Service;
import io.kitty.device.Sighting;
import java.util.Map;

/**
 * Estimates how much of the heap a piece of evidence takes, with its share of the device, the index
 * and what is served of it. Measured on a 64-bit JVM with compressed pointers.
 */
final class MemoryEstimate {

  private static final int EVIDENCE = 3000;
  private static final int SERVICE = 500;
  private static final int ATTRIBUTE = 120;

  private MemoryEstimate() {}

  /** In bytes. */
  static int of(Sighting sighting) {
    int bytes = EVIDENCE + text(sighting.key());
    for (Map.Entry<String, ?> each : sighting.attributes().entrySet()) {
      bytes += ATTRIBUTE + text(each.getKey()) + text(each.getValue().toString());
    }
    for (String fact : sighting.facts().values()) {
      bytes += ATTRIBUTE + text(fact);
    }
    for (Service service : sighting.services()) {
      bytes += SERVICE;
      for (Map.Entry<String, String> each : service.txt().entrySet()) {
        bytes += ATTRIBUTE + text(each.getKey()) + text(each.getValue());
      }
    }
    return bytes;
  }

  /** Once in the model, and once more where a page or a registry keeps it as text. */
  private static int text(String text) {
    return 2 * text.length();
  }
}
