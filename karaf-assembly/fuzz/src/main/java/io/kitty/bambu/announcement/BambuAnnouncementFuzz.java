// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.announcement;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.safe;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.bambu.printer.Printer;
import java.util.Optional;

/** Announcements of Bambu printers. */
public final class BambuAnnouncementFuzz {

  private BambuAnnouncementFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<PrinterAnnouncement> announcement = AnnouncementParser.parse(input);
    same(announcement, AnnouncementParser.parse(input));
    announcement.ifPresent(
        each -> {
          safe("the type", each.type(), Printer.MAX_TEXT);
          Printer printer = each.printer();
          if (printer != null) {
            safe("the serial", printer.serial(), 64);
            same(Optional.of(printer.serial()), Printer.serial(printer.serial()));
            atMost("fields", printer.fields().keySet(), 16);
            printer.fields().forEach((name, value) -> safe(name, value, Printer.MAX_TEXT));
          }
        });
  }
}
