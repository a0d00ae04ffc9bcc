// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of message by which devices announce themselves.
 *
 * @param name what it is called in the report
 * @param target where it is sent to
 * @param network the second byte of the senders' addresses, 127.network.x.y
 * @param packet the message of one device
 */
public record Announcement(
    String name, InetSocketAddress target, int network, Function<Sender, byte[]> packet) {

  /**
   * One device.
   *
   * @param address its own
   * @param token 12 digits that are in its messages and in nobody else's
   */
  public record Sender(String address, String token) {}

  /**
   * The multicast group of UPnP, which Bambu Lab printers use, too (UPnP Device Architecture 1.1,
   * §1.1).
   */
  private static final String UPNP = "239.255.255.250";

  public static final Announcement SSDP =
      new Announcement("SSDP NOTIFY", at(UPNP, 1900), 21, Announcement::ssdp);
  public static final Announcement BAMBU_BROADCAST =
      new Announcement(
          "Bambu NOTIFY, broadcast to 2021", at("127.255.255.255", 2021), 22, Announcement::bambu);
  public static final Announcement BAMBU_MULTICAST =
      new Announcement("Bambu NOTIFY, multicast to 1990", at(UPNP, 1990), 23, Announcement::bambu);
  public static final Announcement BEACON =
      new Announcement("beacon UP", at("224.0.0.251", 5354), 24, Announcement::beacon);
  private static final Announcement MDNS =
      new Announcement("mDNS", at("224.0.0.251", 5353), 25, Announcement::mdns);

  /** All kinds. */
  static final List<Announcement> ALL =
      List.of(SSDP, BAMBU_BROADCAST, BAMBU_MULTICAST, BEACON, MDNS);

  /** Its description cannot be fetched, so that the announcement alone is measured. */
  private static byte[] ssdp(Sender sender) {
    return lines(
        "NOTIFY * HTTP/1.1",
        "HOST: 239.255.255.250:1900",
        "NT: upnp:rootdevice",
        "NTS: ssdp:alive",
        "USN: uuid:5b2f6c1e-8d3a-4f70-9a11-" + sender.token() + "::upnp:rootdevice",
        "CACHE-CONTROL: max-age=1800",
        "SERVER: Linux/6 UPnP/1.1 Bench/1",
        "LOCATION: http://" + sender.address() + ":1/description.xml");
  }

  private static byte[] bambu(Sender sender) {
    return lines(
        "NOTIFY * HTTP/1.1",
        "HOST: 239.255.255.250:1900",
        "Server: UPnP/1.0",
        "Location: " + sender.address(),
        "NT: urn:bambulab-com:device:3dprinter:1",
        "USN: 01P" + sender.token(),
        "Cache-Control: max-age=1800",
        "DevModel.bambu.com: C12",
        "DevName.bambu.com: Bench",
        "DevSignal.bambu.com: -40",
        "DevConnect.bambu.com: lan",
        "DevBind.bambu.com: free",
        "DevVersion.bambu.com: 01.02.03.04");
  }

  private static byte[] beacon(Sender sender) {
    return ("_woot._tcp.local.|1337|bench-" + sender.token() + "|UP").getBytes(UTF_8);
  }

  private static byte[] mdns(Sender sender) {
    return MdnsAnnouncement.of("bench-" + sender.token(), sender.address());
  }

  private static byte[] lines(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8);
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(address, port);
  }
}
