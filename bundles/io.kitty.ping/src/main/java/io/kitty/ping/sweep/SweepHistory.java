// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.network.Ipv4Network;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What earlier sweeps learned of the targets: which hosts replied, and the round trips of each /24
 * and each network. A host is known for as long as its last reply holds, which is three sweeps, or
 * while it is in the system's table of neighbours. Used by one sweep at a time.
 */
public final class SweepHistory {

  private static final int SWEEPS = 3;

  private Targets targets = Targets.of(List.of(), List.of(), 32);
  private BitSet neighbours = new BitSet();
  private int[] repliedIn = {};
  private RttEstimator[] blocks = {};
  private RttEstimator[] networks = {};
  private int sweep;

  /**
   * Starts a sweep.
   *
   * @param next its targets
   * @param neighbourAddresses the addresses of the system's neighbours
   */
  public void begin(Targets next, Collection<Integer> neighbourAddresses) {
    if (next != targets) {
      adapt(next);
    }
    sweep++;
    neighbours = new BitSet();
    for (int address : neighbourAddresses) {
      int host = targets.hostOf(address);
      if (host >= 0) {
        neighbours.set(host);
      }
    }
  }

  private void adapt(Targets next) {
    int[] replies = new int[next.size()];
    for (int host = 0; host < repliedIn.length; host++) {
      int other = next.hostOf(targets.address(host));
      if (other >= 0) {
        replies[other] = repliedIn[host];
      }
    }
    Map<Integer, RttEstimator> byBlock = new HashMap<>();
    for (int block = 0; block < blocks.length; block++) {
      byBlock.put(targets.firstOf(block), blocks[block]);
    }
    blocks = new RttEstimator[next.blocks()];
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = byBlock.getOrDefault(next.firstOf(block), new RttEstimator());
    }
    Map<Ipv4Network, RttEstimator> byNetwork = new HashMap<>();
    for (int network = 0; network < networks.length; network++) {
      byNetwork.put(targets.networks().get(network), networks[network]);
    }
    networks =
        next.networks().stream()
            .map(network -> byNetwork.getOrDefault(network, new RttEstimator()))
            .toArray(RttEstimator[]::new);
    repliedIn = replies;
    targets = next;
  }

  /** Returns whether a host was there lately. */
  public boolean isKnown(int host) {
    return hasReplied(host) || neighbours.get(host);
  }

  /** Returns whether a host replied in this sweep or one of the last three. */
  public boolean hasReplied(int host) {
    return repliedIn[host] > 0 && sweep - repliedIn[host] <= SWEEPS;
  }

  /** Returns the hosts that replied in the sweep before this one. */
  public BitSet repliedBefore() {
    BitSet hosts = new BitSet(repliedIn.length);
    for (int host = 0; host < repliedIn.length; host++) {
      hosts.set(host, sweep > 1 && repliedIn[host] == sweep - 1);
    }
    return hosts;
  }

  /** Records the reply of a host, and its round trip in nanoseconds. */
  void replied(int host, long nanos) {
    repliedIn[host] = sweep;
    int block = targets.blockOf(host);
    blocks[block].sample(nanos);
    networks[targets.networkOf(block)].sample(nanos);
  }

  /**
   * Returns how long to wait for a reply from a /24, in nanoseconds: as its own replies suggest, or
   * those of its network as long as it has none.
   *
   * @param bound the maximum, used while there are no replies at all
   * @param round 0 for the first try, 1 for the first repetition
   */
  long timeout(int block, long bound, int round) {
    RttEstimator own = blocks[block];
    return (own.isKnown() ? own : networks[targets.networkOf(block)]).timeout(bound, round);
  }
}
