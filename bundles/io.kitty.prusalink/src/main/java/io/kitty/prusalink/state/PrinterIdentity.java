// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import static io.kitty.commons.json.JsonAnswer.text;

import io.kitty.commons.json.JsonAnswer;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.http.DeviceResponse;
import io.kitty.identifier.Identifier;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which printer it is (Prusa-Link-Web, "openapi.yaml": {@code /api/v1/info}, {@code /api/version}).
 *
 * @param serial its serial number; {@code ""} if unknown
 * @param firmware its firmware; {@code ""} if unknown
 * @param software the version of PrusaLink; {@code ""} if unknown
 */
record PrinterIdentity(String serial, String firmware, String software) {

  /** The identity before the printer was asked. */
  static final PrinterIdentity UNKNOWN = new PrinterIdentity("", "", "");

  /** A printer that was not given a number yet reports a word. */
  private static final Pattern SERIAL = Pattern.compile("(?=.*\\d{4})[A-Za-z0-9-]{8,64}");

  /** Reads the responses, each of which may be of no use. */
  static PrinterIdentity of(DeviceResponse info, DeviceResponse version) {
    String serial = text(JsonAnswer.of(info).path("serial")).strip();
    return new PrinterIdentity(
        SERIAL.matcher(serial).matches() ? serial : "",
        text(JsonAnswer.of(version).path("firmware")),
        text(JsonAnswer.of(version).path("server")));
  }

  void addTo(Sighting.Builder sighting) {
    Optional<Identifier> number =
        serial.isEmpty() ? Optional.empty() : Identifier.serial("prusa", serial);
    sighting
        .identifier(number)
        .fact(Fact.FIRMWARE, firmware)
        .attribute("serial", serial.isEmpty() ? null : serial)
        .attribute("version", software.isEmpty() ? null : software);
  }
}
