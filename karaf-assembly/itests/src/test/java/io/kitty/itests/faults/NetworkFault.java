// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static io.kitty.itests.TwoHostNetwork.HERE;
import static io.kitty.itests.TwoHostNetwork.THERE;

import io.kitty.itests.TwoHostNetwork;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Something that happens to the network of a {@link Household}. A step is a command, or one of the
 * words that {@link NetworkFaultsIT} knows. After each the interface gets its addresses back.
 *
 * @param begin the steps that make it
 * @param heard the machines that are heard meanwhile
 * @param sign what the hub tells meanwhile: a part of a reason, or the name of an interface; may be
 *     empty
 * @param end the steps that undo it, as far as the addresses are not enough
 */
record NetworkFault(
    String name, List<String> begin, Set<Announcement> heard, String sign, List<String> end) {

  /** Before a step on the other host. */
  static final String OTHER = "there ";

  /** Removes the wire, and adds it again. */
  static final String UNPLUG = "unplug";

  static final String PLUG = "plug";

  /** Followed by percents: packets lost, sent twice, and sent in another order. */
  static final String QUALITY = "quality ";

  private static final Set<Announcement> NONE = EnumSet.noneOf(Announcement.class);
  private static final Set<Announcement> EACH = EnumSet.allOf(Announcement.class);
  private static final Set<Announcement> OVER_IPV6 =
      EnumSet.of(Announcement.MDNS, Announcement.SSDP);
  private static final Set<Announcement> NOT_TO_THE_HUB =
      EnumSet.complementOf(EnumSet.of(Announcement.FLASHFORGE));

  private static final String IPV4 = Household.HUB + "/" + Household.PREFIX;
  private static final String IPV6 = Household.HUB6 + "/" + Household.PREFIX6;
  private static final String NO_IPV4 = "ip addr del " + IPV4 + " dev " + HERE;
  private static final String DOWN = "ip link set " + HERE + " down";
  private static final String UP = "ip link set " + HERE + " up";
  private static final int BRIDGES = 20;
  private static final String TUNNEL = "tunnel whose other end is silent";

  /** Adds what a fault took, as a network manager does. */
  static final List<String> RESTORE =
      List.of(
          UP,
          "ip addr replace " + IPV4 + " dev " + HERE,
          "ip addr replace " + IPV6 + " dev " + HERE + " nodad");

  /** All of them. */
  private static final List<NetworkFault> ALL =
      List.of(
          new NetworkFault("link down", List.of(DOWN), NONE, HERE + " is down", List.of()),
          new NetworkFault(
              "cable out",
              List.of(OTHER + "ip link set " + THERE + " down"),
              NONE,
              HERE + " is down",
              Stream.concat(
                      Stream.of("ip link set " + THERE + " up"),
                      Household.addresses().stream()
                          .map(each -> "ip addr replace " + each + " dev " + THERE))
                  .map(OTHER::concat)
                  .toList()),
          new NetworkFault(
              "link down and up at once, twice", List.of(DOWN, UP, DOWN, UP), NONE, "", List.of()),
          new NetworkFault(
              "address changed",
              List.of(NO_IPV4, "ip addr add 10.77.0.2/8 dev " + HERE),
              NOT_TO_THE_HUB,
              "",
              List.of("ip addr del 10.77.0.2/8 dev " + HERE)),
          new NetworkFault(
              "addresses added",
              List.of(
                  "ip addr add 192.0.2.1/24 dev " + HERE,
                  "ip addr add 198.51.100.1/24 dev " + HERE),
              EACH,
              "",
              List.of(
                  "ip addr del 192.0.2.1/24 dev " + HERE,
                  "ip addr del 198.51.100.1/24 dev " + HERE)),
          new NetworkFault("IPv6 only", List.of(NO_IPV4), OVER_IPV6, "", List.of()),
          new NetworkFault(
              "interface renamed",
              List.of(
                  DOWN,
                  "ip link set " + HERE + " name lan7",
                  "ip link set lan7 up",
                  "ip addr replace " + IPV6 + " dev lan7 nodad"),
              EACH,
              "lan7",
              List.of("ip link set lan7 down", "ip link set lan7 name " + HERE)),
          new NetworkFault(
              "interface removed", List.of(UNPLUG), NONE, "no interface fits", List.of(PLUG)),
          new NetworkFault(
              "interface in a bridge",
              List.of(
                  "ip link add lanbr type bridge",
                  "ip link set lanbr up",
                  NO_IPV4,
                  "ip addr del " + IPV6 + " dev " + HERE,
                  "ip link set " + HERE + " master lanbr",
                  "ip addr add " + IPV4 + " dev lanbr",
                  "ip addr add " + IPV6 + " dev lanbr nodad"),
              EACH,
              "lanbr",
              List.of("ip link del lanbr")),
          new NetworkFault(
              BRIDGES + " bridges",
              bridges(
                  "ip link add lanbr%d type bridge",
                  "ip addr add 192.0.2.%d/32 dev lanbr%<d", "ip link set lanbr%d up"),
              EACH,
              "",
              bridges("ip link del lanbr%d")),
          new NetworkFault(
              TUNNEL,
              List.of(
                  "ip link add tunnel0 type vxlan id 7 dstport 4789 remote 10.77.0.9 dev " + HERE,
                  "ip addr add 192.0.2.1/24 dev tunnel0",
                  "ip link set tunnel0 up"),
              EACH,
              "tunnel0",
              List.of("ip link del tunnel0")),
          mtu(576), // less than IPv6 needs (RFC 8200, section 5)
          mtu(1280),
          mtu(9000),
          new NetworkFault(
              "loss, duplicates, another order",
              List.of(QUALITY + "30 30 30"),
              EACH,
              "",
              List.of(QUALITY + "0 0 0")));

  /** Returns those that this kernel can make: not each has tunnels. */
  static List<NetworkFault> possible() throws Exception {
    try {
      TwoHostNetwork.run("ip link add tunnel0 type vxlan id 7 dstport 4789 remote 10.77.0.9");
      TwoHostNetwork.run("ip link del tunnel0");
      return ALL;
    } catch (IOException e) {
      System.out.println("fault: network: without a tunnel: " + e.getMessage());
      return ALL.stream().filter(each -> !each.name().equals(TUNNEL)).toList();
    }
  }

  private static NetworkFault mtu(int bytes) {
    return new NetworkFault(
        "MTU of " + bytes,
        List.of("ip link set " + HERE + " mtu " + bytes),
        EACH,
        "",
        List.of("ip link set " + HERE + " mtu 1500"));
  }

  private static List<String> bridges(String... steps) {
    return IntStream.rangeClosed(1, BRIDGES)
        .boxed()
        .flatMap(i -> Stream.of(steps).map(step -> step.formatted(i)))
        .toList();
  }
}
