// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The UDP messages of a printer. They resemble SSDP without following it; the order of the headers
 * is that of the virtual printers that slicers know (maziggy/bambuddy, ssdp_server.py).
 */
final class SsdpAnnouncement {

  /** The search target of printers, and the type that they announce. */
  private static final String URN = "urn:bambulab-com:device:3dprinter:1";

  private static final int MAX_SEARCH = 2048;

  private final VirtualPrinter printer;

  SsdpAnnouncement(VirtualPrinter printer) {
    this.printer = printer;
  }

  /** Returns the announcement of a printer at an address. */
  byte[] alive(InetAddress location) {
    return message(
        "NOTIFY * HTTP/1.1\r\n"
            + "Host: 239.255.255.250:1990\r\n"
            + "Server: UPnP/1.0\r\n"
            + "Location: "
            + location.getHostAddress()
            + "\r\nNT: "
            + URN
            + "\r\nNTS: ssdp:alive\r\n"
            + details());
  }

  /** Returns the reply to a search. */
  byte[] answer(InetAddress location) {
    return message(
        "HTTP/1.1 200 OK\r\n"
            + "Server: UPnP/1.0\r\n"
            + "Location: "
            + location.getHostAddress()
            + "\r\nST: "
            + URN
            + "\r\n"
            + details());
  }

  /** Returns the goodbye; real printers send none. */
  byte[] byebye() {
    return message(
        "NOTIFY * HTTP/1.1\r\n"
            + "Host: 239.255.255.250:1990\r\n"
            + "NT: "
            + URN
            + "\r\nNTS: ssdp:byebye\r\n"
            + "USN: "
            + printer.serial()
            + "\r\n");
  }

  private String details() {
    return "USN: "
        + printer.serial()
        + "\r\nCache-Control: max-age=1800\r\n"
        + "DevModel.bambu.com: "
        + printer.model()
        + "\r\nDevName.bambu.com: "
        + printer.name()
        + "\r\nDevSignal.bambu.com: -44\r\n"
        + "DevConnect.bambu.com: "
        + printer.connect()
        + "\r\nDevBind.bambu.com: "
        + printer.bind()
        + "\r\nDevseclink.bambu.com: secure\r\n"
        + "DevInf.bambu.com: eth0\r\n"
        + "DevVersion.bambu.com: "
        + printer.version()
        + "\r\nDevCap.bambu.com: 1\r\n";
  }

  private static byte[] message(String headers) {
    return (headers + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether a datagram searches for printers, or for everything. It never throws. */
  static boolean isSearch(byte[] datagram) {
    if (datagram.length > MAX_SEARCH) {
      return false;
    }
    String[] lines = new String(datagram, StandardCharsets.UTF_8).strip().split("\r?\n|\r");
    if (!lines[0].strip().toUpperCase(Locale.ROOT).matches("M-SEARCH \\* HTTP/1\\.[01]")) {
      return false;
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    String target = headers.getOrDefault("ST", "");
    return headers.getOrDefault("MAN", "").equalsIgnoreCase("\"ssdp:discover\"")
        && (target.equalsIgnoreCase(URN) || target.equalsIgnoreCase("ssdp:all"));
  }
}
