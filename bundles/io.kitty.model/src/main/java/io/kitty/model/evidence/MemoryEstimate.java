// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Service;
import io.kitty.device.Sighting;
import java.util.Map;

/**
 * Estimates the heap size of a piece of evidence, with its share of the device, the index and
 * cached output. Measured on a 64-bit JVM with compressed pointers.
 */
public final class MemoryEstimate {

  private static final int EVIDENCE = 1500;
  private static final int SERVICE = 500;
  private static final int ATTRIBUTE = 120;

  /** A job, its temperatures and an error, with texts of the usual length. */
  private static final int STATE = 900;

  private MemoryEstimate() {}

  /** Returns the size in bytes. */
  static int of(Sighting sighting) {
    int bytes = EVIDENCE + text(sighting.key());
    for (Map.Entry<String, ?> each : sighting.attributes().entrySet()) {
      bytes += ATTRIBUTE + text(each.getKey()) + text(each.getValue().toString());
    }
    bytes += sighting.state().isEmpty() ? 0 : STATE;
    bytes += ATTRIBUTE * sighting.readings().size();
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

  /** Counts a text twice: in the model, and as cached text of a page or a registry. */
  private static int text(String text) {
    return 2 * text.length();
  }
}
