// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.announcement;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Announcements for tests. */
public final class AnnouncementSamples {

  static final String URN = "urn:bambulab-com:device:3dprinter:1";
  public static final String SERIAL = "01P00A123456789";

  private AnnouncementSamples() {}

  /** An announcement as P1 models send it: without NTS. */
  public static byte[] alive(String serial, String location, String... more) {
    return lines(
        Stream.concat(
                Stream.of(
                    "NOTIFY * HTTP/1.1",
                    "HOST: 239.255.255.250:1900",
                    "Server: UPnP/1.0",
                    "Location: " + location,
                    "NT: " + URN,
                    "USN: " + serial,
                    "Cache-Control: max-age=1800"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  public static byte[] response(String serial, String location, String... more) {
    return lines(
        Stream.concat(
                Stream.of(
                    "HTTP/1.1 200 OK", "Location: " + location, "ST: " + URN, "USN: " + serial),
                Stream.of(more))
            .toArray(String[]::new));
  }

  public static byte[] byebye(String serial) {
    return lines("NOTIFY * HTTP/1.1", "NT: " + URN, "NTS: ssdp:byebye", "USN: " + serial);
  }

  /** The other headers of a printer. */
  public static String[] details(String code, String name) {
    return new String[] {
      "DevModel.bambu.com: " + code,
      "DevName.bambu.com: " + name,
      "DevSignal.bambu.com: -40",
      "DevConnect.bambu.com: lan",
      "DevBind.bambu.com: free",
      "Devseclink.bambu.com: secure",
      "DevInf.bambu.com: wlan0",
      "DevVersion.bambu.com: 01.02.03.04",
      "DevCap.bambu.com: 1"
    };
  }

  /** A message of these lines, each properly terminated. */
  public static byte[] lines(String... lines) {
    return bytes(String.join("\r\n", lines) + "\r\n\r\n");
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Optional<PrinterAnnouncement> parse(String text) {
    return AnnouncementParser.parse(bytes(text));
  }
}
