// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.safe;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.bambu.printer.Printer;
import java.util.Optional;

/** Messages of the detect protocol, without their frames. */
public final class DetectMessageFuzz {

  private DetectMessageFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<DetectMessage> message = DetectMessage.parse(input);
    same(message, DetectMessage.parse(input));
    message.ifPresent(
        each -> {
          safe("the sequence", each.sequenceId(), Printer.MAX_TEXT);
          safe("the serial", each.serial(), 64);
          atMost("fields", each.fields().keySet(), 16);
          each.fields().forEach((name, value) -> safe(name, value, Printer.MAX_TEXT));
        });
  }
}
