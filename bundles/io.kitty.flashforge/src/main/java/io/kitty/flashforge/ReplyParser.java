// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.identifier.Identifier;
import io.kitty.state.DeviceStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Parses replies: 140 bytes, or 276 from the Adventurer 5M on, which append a product type, a
 * second port and the serial number (README of ddrmax/FF-VL-PP-RE; GhostTypes/ff-5mp-api-py,
 * test_discovery.py). Numbers are big-endian. It never throws.
 */
final class ReplyParser {

  static final String NAMESPACE = "flashforge";

  private static final int SIZE = 140;
  private static final int LONG_SIZE = 276;

  private static final int CONTROL_PORT_AT = 0x84;
  private static final int VENDOR_ID_AT = 0x86;
  private static final int PRODUCT_ID_AT = 0x88;
  private static final int STATUS_AT = 0x8a;
  private static final int PRODUCT_TYPE_AT = 0x8c;
  private static final int HTTP_PORT_AT = 0x8e;
  private static final int LONG_STATUS_AT = 0x90;
  private static final int SERIAL_AT = 0x92;

  /** In the short form the group's address follows the name, in the long one the name is longer. */
  private static final int NAME_SIZE = 0x80;

  private static final int LONG_NAME_SIZE = 0x84;

  private ReplyParser() {}

  /** Returns the sighting; empty if the datagram is no reply. Every printer has a control port. */
  static Optional<Sighting> read(Datagram datagram, Duration lifetime) {
    byte[] bytes = datagram.payload();
    boolean longForm = bytes.length == LONG_SIZE;
    boolean known = longForm || bytes.length == SIZE;
    if (!known || number(bytes, CONTROL_PORT_AT) == 0) {
      return Optional.empty();
    }
    Optional<Identifier> serial =
        longForm
            ? Identifier.serial(NAMESPACE, text(bytes, SERIAL_AT, LONG_SIZE))
            : Optional.empty();
    String source = datagram.address().getHostAddress();
    Sighting.Builder sighting =
        serial
            .map(each -> Sighting.of(each, datagram.endpoint(), lifetime))
            .orElseGet(() -> Sighting.of(source, datagram.endpoint(), lifetime))
            .attribute("ip", source)
            .attribute("serial", serial.map(Identifier::value).orElse(null));
    describe(sighting, bytes, text(bytes, 0, longForm ? LONG_NAME_SIZE : NAME_SIZE));
    int status = number(bytes, longForm ? LONG_STATUS_AT : STATUS_AT);
    sighting.attribute("status", status);
    status(status, longForm).ifPresent(sighting::status);
    return Optional.of((longForm ? longFields(sighting, bytes) : sighting).build());
  }

  /** Adds the fields of both forms. */
  private static void describe(Sighting.Builder sighting, byte[] bytes, String name) {
    int product = number(bytes, PRODUCT_ID_AT);
    int port = number(bytes, CONTROL_PORT_AT);
    sighting
        .fact(Fact.NAME, name)
        .fact(Fact.VENDOR, ModelNames.vendor(product))
        .fact(Fact.MODEL, ModelNames.name(product).orElse(null))
        .fact(Fact.MODEL_CODE, hex(product))
        .attribute("name", name)
        .attribute("port", port)
        .attribute("vendor_id", hex(number(bytes, VENDOR_ID_AT)))
        .attribute("product_id", hex(product))
        .service(new Service("flashforge", "", port, Map.of()));
  }

  /**
   * Returns the status. In a short reply 2 is an error (GhostTypes/ff-5mp-api-py) or a print of a
   * Voxelab Aries (README of ddrmax/FF-VL-PP-RE), so that it is not interpreted.
   */
  private static Optional<DeviceStatus> status(int number, boolean longForm) {
    return switch (number) {
      case 0 -> Optional.of(DeviceStatus.IDLE);
      case 1 -> Optional.of(DeviceStatus.RUNNING);
      case 2 -> longForm ? Optional.of(DeviceStatus.ERROR) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Sighting.Builder longFields(Sighting.Builder sighting, byte[] bytes) {
    int http = number(bytes, HTTP_PORT_AT);
    sighting
        .attribute("product_type", hex(number(bytes, PRODUCT_TYPE_AT)))
        .attribute("http_port", http);
    return http == 0 ? sighting : sighting.service(new Service("http", "", http, Map.of()));
  }

  private static int number(byte[] bytes, int at) {
    return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(at));
  }

  private static String hex(int number) {
    return String.format("0x%04x", number);
  }

  /** Returns a text that ends at a NUL, or at the end of its field. */
  private static String text(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8).strip();
  }
}
