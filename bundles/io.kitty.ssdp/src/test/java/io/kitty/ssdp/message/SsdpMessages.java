// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** SSDP messages for tests. */
public final class SsdpMessages {

  public static final String UDN = "uuid:0d0c0b0a-1234-5678-9abc-def012345678";

  private SsdpMessages() {}

  public static byte[] alive(String udn, String type, String location, String... more) {
    return notification("ssdp:alive", udn, type, announced(location, more));
  }

  public static byte[] update(String udn, String location, String... more) {
    return notification("ssdp:update", udn, "upnp:rootdevice", with("LOCATION: " + location, more));
  }

  public static byte[] byebye(String udn, String type, String... more) {
    return notification("ssdp:byebye", udn, type, more);
  }

  public static byte[] response(String udn, String type, String location, String... more) {
    return lines(
        "HTTP/1.1 200 OK",
        "EXT:",
        "ST: " + type,
        "USN: " + usn(udn, type),
        String.join("\r\n", announced(location, more)));
  }

  private static byte[] notification(String nts, String udn, String type, String... more) {
    return lines(
        "NOTIFY * HTTP/1.1",
        "HOST: 239.255.255.250:1900",
        "NT: " + type,
        "USN: " + usn(udn, type),
        String.join("\r\n", with("NTS: " + nts, more)));
  }

  private static String[] announced(String location, String... more) {
    String server = "SERVER: TestOS/1 UPnP/1.1 Kiln/2";
    return with("CACHE-CONTROL: max-age=300", with(server, with("LOCATION: " + location, more)));
  }

  private static String[] with(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  /** A message of these lines, each properly terminated. */
  public static byte[] lines(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static Optional<SsdpMessage> parse(String... lines) {
    return SsdpParser.parse(lines(lines));
  }

  private static String usn(String udn, String type) {
    return type.equals(udn) ? udn : udn + "::" + type;
  }
}
