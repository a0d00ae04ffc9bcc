// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.identifier.Identifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The unique number of a PPPP device, written as {@code EUPRAKM-012345-ABCDE}
 * (ankermake-m5-protocol, libflagship.md).
 *
 * @param prefix the vendor and the kind of device
 * @param serial the number within that
 * @param check letters that make it hard to guess
 */
record Duid(String prefix, long serial, String check) {

  static final String NAMESPACE = "ankermake";

  /** PUNCH_PKT, and the size of its payload, which is one DUID (specification/pppp.stf). */
  private static final int HEADER = 0xf1410014;

  private static final int SIZE = 24;
  private static final int PREFIX_SIZE = 8;
  private static final int CHECK_SIZE = 6;
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9]+");

  /** The prefixes of printers sold in Europe and in America; cameras have others. */
  private static final Pattern PRINTER = Pattern.compile("(EU|US)PRAKM");

  /** Parses the reply to a search; empty if the datagram is none. */
  static Optional<Duid> read(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram);
    if (datagram.length != SIZE || in.getInt() != HEADER) {
      return Optional.empty();
    }
    String prefix = text(in, PREFIX_SIZE);
    long serial = Integer.toUnsignedLong(in.getInt());
    String check = text(in, CHECK_SIZE);
    return LETTERS.matcher(prefix).matches() && LETTERS.matcher(check).matches()
        ? Optional.of(new Duid(prefix, serial, check))
        : Optional.empty();
  }

  /** Reads a text padded with NULs. */
  private static String text(ByteBuffer in, int size) {
    byte[] bytes = new byte[size];
    in.get(bytes);
    int end = size;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
  }

  boolean isPrinter() {
    return PRINTER.matcher(prefix).matches();
  }

  /** Returns the sighting of the device; if it is no printer, only its presence. */
  Sighting sighting(Datagram datagram, Duration lifetime) {
    Identifier number = new Identifier.Serial(isPrinter() ? NAMESPACE : "pppp", toString());
    Sighting.Builder sighting =
        Sighting.of(number, datagram.endpoint(), lifetime)
            .attribute("duid", toString())
            .attribute("ip", datagram.address().getHostAddress());
    return isPrinter()
        ? sighting.fact(Fact.VENDOR, "AnkerMake").build()
        : sighting.fact(Fact.KIND, "device").build();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s-%06d-%s", prefix, serial, check);
  }
}
