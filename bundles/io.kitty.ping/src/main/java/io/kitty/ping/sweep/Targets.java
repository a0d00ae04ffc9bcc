// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.ping.network.Ipv4Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hosts to probe: every host address of the selected networks, once each and in order.
 *
 * <p>Addresses are compared as signed numbers; no network that is small enough to be swept lies on
 * both sides of zero.
 */
public final class Targets {

  /** The golden ratio: visiting hosts in steps of this share spreads them over all networks. */
  private static final double STEP = 0.618;

  private final int[] hosts;
  private final int step;
  private final List<Ipv4Network> networks;
  private final int[] blockStarts;
  private final int[] blockNetworks;
  private final List<String> refused;

  private Targets(List<Ipv4Network> selected, List<String> refused) {
    selected.sort(
        Comparator.comparingInt(Ipv4Network::first).thenComparingInt(Ipv4Network::prefix));
    this.hosts = hosts(selected);
    this.step = step(hosts.length);
    this.networks = outermost(selected);
    int[] firsts = networks.stream().mapToInt(Ipv4Network::first).toArray();
    this.blockStarts =
        IntStream.range(0, hosts.length)
            .filter(i -> i == 0 || network(firsts, i) != network(firsts, i - 1) || startsBlock(i))
            .toArray();
    this.blockNetworks = Arrays.stream(blockStarts).map(start -> network(firsts, start)).toArray();
    this.refused = List.copyOf(refused);
  }

  /**
   * Collects the targets.
   *
   * @param subnets the configured networks; empty for the on-link ones
   * @param links the selected interfaces
   * @param largest the prefix length of the largest network that is allowed
   */
  public static Targets of(List<String> subnets, List<NetworkLink> links, int largest) {
    List<Ipv4Network> selected = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    if (subnets.isEmpty()) {
      for (NetworkLink link : links) {
        for (Subnet subnet : link.subnets()) {
          if (subnet.ipv4() && subnet.prefix() >= largest) {
            selected.add(Ipv4Network.of(subnet, link.name()));
          } else if (subnet.ipv4()) {
            refused.add(
                "%s has %s: larger than the allowed /%d; name the parts to sweep in subnets"
                    .formatted(link.name(), subnet, largest));
          }
        }
      }
    }
    for (String text : subnets) {
      try {
        selected.add(configured(text, links, largest));
      } catch (IllegalArgumentException e) {
        refused.add("subnets = " + text + ": " + e.getMessage());
      }
    }
    return new Targets(selected, refused);
  }

  private static Ipv4Network configured(String text, List<NetworkLink> links, int largest) {
    Subnet subnet = ipv4(text);
    if (subnet.prefix() < largest) {
      throw new IllegalArgumentException(
          "larger than the allowed /%d; name parts of it, or lower largest".formatted(largest));
    }
    String interfaceName =
        links.stream()
            .filter(link -> link.subnetOf(subnet.address()).isPresent())
            .map(NetworkLink::name)
            .findFirst()
            .orElse("");
    Ipv4Network network = Ipv4Network.of(subnet, interfaceName);
    if (!network.unicast()) {
      throw new IllegalArgumentException("not addresses of hosts");
    }
    return network;
  }

  private static Subnet ipv4(String text) {
    try {
      Subnet subnet = Subnet.parse(text);
      if (subnet.ipv4()) {
        return subnet;
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    throw new IllegalArgumentException("not an IPv4 network like 192.168.1.0/24");
  }

  private static int[] hosts(List<Ipv4Network> sorted) {
    int[] hosts = new int[sorted.stream().mapToInt(n -> n.lastHost() - n.firstHost() + 1).sum()];
    int count = 0;
    for (Ipv4Network network : sorted) {
      for (int host = network.firstHost(); host <= network.lastHost(); host++) {
        hosts[count++] = host;
      }
    }
    return Arrays.stream(hosts).sorted().distinct().toArray();
  }

  private static List<Ipv4Network> outermost(List<Ipv4Network> sorted) {
    List<Ipv4Network> outermost = new ArrayList<>();
    for (Ipv4Network network : sorted) {
      if (outermost.isEmpty() || !outermost.get(outermost.size() - 1).contains(network)) {
        outermost.add(network);
      }
    }
    return List.copyOf(outermost);
  }

  /**
   * Returns a step that visits each of the given number once: it has no divisor in common with it.
   */
  private static int step(int size) {
    int step = Math.max(1, (int) (size * STEP));
    while (gcd(step, size) > 1) {
      step++;
    }
    return step;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Returns the host to visit first (0), second (1) and so on; adjacent hosts are far apart. */
  int visit(int turn) {
    return (int) ((long) turn * step % hosts.length);
  }

  /** Returns the number of hosts. */
  public int size() {
    return hosts.length;
  }

  /** Returns the address of a host by its number, 0 to {@link #size} - 1. */
  public int address(int host) {
    return hosts[host];
  }

  /** Returns the addresses of all hosts. */
  public IntStream addresses() {
    return Arrays.stream(hosts);
  }

  /** Returns the number of the host with an address; negative for none. */
  public int hostOf(int address) {
    int guess = size() == 0 ? -1 : address - hosts[0]; // right if there is one network
    return guess >= 0 && guess < hosts.length && hosts[guess] == address
        ? guess
        : Arrays.binarySearch(hosts, address);
  }

  /** Returns the disjoint networks that hold all hosts. */
  public List<Ipv4Network> networks() {
    return networks;
  }

  /** Returns the number of blocks: the /24s, or what the networks have of them. */
  int blocks() {
    return blockStarts.length;
  }

  /** Returns the block, 0 to {@link #blocks} - 1, of a host. */
  int blockOf(int host) {
    int index = Arrays.binarySearch(blockStarts, host);
    return index < 0 ? -index - 2 : index;
  }

  /** Returns the number of the first host of a block; its hosts have consecutive numbers. */
  int blockStart(int block) {
    return block < blockStarts.length ? blockStarts[block] : hosts.length;
  }

  /** Returns the address of the first host of a block. */
  int firstOf(int block) {
    return hosts[blockStarts[block]];
  }

  /** Returns the index in {@link #networks} of a block's network. */
  int networkOf(int block) {
    return blockNetworks[block];
  }

  private boolean startsBlock(int host) {
    return hosts[host] >>> 8 != hosts[host - 1] >>> 8;
  }

  private int network(int[] firsts, int host) {
    int index = Arrays.binarySearch(firsts, hosts[host]);
    return index < 0 ? -index - 2 : index;
  }

  /** Returns what is not swept and why, one sentence each. */
  public List<String> refused() {
    return refused;
  }
}
