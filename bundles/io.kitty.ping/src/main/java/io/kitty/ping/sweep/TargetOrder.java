// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The order in which a round visits its hosts, each once: those most likely to be there come first,
 * as a round of a large network may take minutes. These are the known ones, then the first address
 * of each /24, then the /24s in which somebody is, as hosts are rarely alone in one, then addresses
 * that are usual for routers and servers and at the start of DHCP ranges, and then all others,
 * spread over all networks.
 */
final class TargetOrder {

  /** The last byte of usual addresses. */
  private static final int[] USUAL =
      IntStream.of(
              1, 254, 100, 10, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 50,
              150, 200)
          .toArray();

  private final Targets targets;
  private final BitSet pending;
  private final BitSet known;
  private final int[] inhabited;
  private final BitSet seen;
  private final int[] nextOfBlock;
  private int nextInhabited;
  private int inhabitedBlocks;
  private int nextKnown;
  private int nextUsual;
  private int nextOther;

  /**
   * @param members the hosts to visit
   * @param known hosts that are there, members or not
   */
  TargetOrder(Targets targets, BitSet members, BitSet known) {
    this.targets = targets;
    this.pending = (BitSet) members.clone();
    this.known = (BitSet) known.clone();
    this.seen = new BitSet(targets.blocks());
    this.inhabited = new int[targets.blocks()];
    this.nextOfBlock = IntStream.range(0, targets.blocks()).map(targets::blockStart).toArray();
    this.known.stream().forEach(this::found);
    this.known.and(members);
    this.nextKnown = this.known.isEmpty() ? targets.size() : 0;
  }

  /** Prefers the /24 of a host that is there. */
  void found(int host) {
    int block = targets.blockOf(host);
    if (!seen.get(block)) {
      seen.set(block);
      inhabited[inhabitedBlocks++] = block;
    }
  }

  /** Returns the next host; -1 if all have been visited. */
  int next() {
    if (pending.isEmpty()) {
      return -1;
    }
    int host = nextKnown();
    if (host < 0) {
      host = nextUsual(targets.blocks());
    }
    if (host < 0) {
      host = nextNearOthers();
    }
    if (host < 0) {
      host = nextUsual(targets.blocks() * USUAL.length);
    }
    if (host < 0) {
      host = nextOther();
    }
    pending.clear(host);
    return host;
  }

  private int nextKnown() {
    while (nextKnown < targets.size()) {
      int host = targets.visit(nextKnown++);
      if (known.get(host) && pending.get(host)) {
        return host;
      }
    }
    return -1;
  }

  /** Returns the next usual address up to an end: first the same one of all blocks. */
  private int nextUsual(int end) {
    while (nextUsual < end) {
      int block = nextUsual % targets.blocks();
      int host =
          targets.hostOf(targets.firstOf(block) & ~0xff | USUAL[nextUsual / targets.blocks()]);
      nextUsual++;
      if (host >= 0 && pending.get(host)) {
        return host;
      }
    }
    return -1;
  }

  /** Returns the next host of an inhabited block; the blocks take turns. */
  private int nextNearOthers() {
    while (inhabitedBlocks > 0) {
      int turn = nextInhabited < inhabitedBlocks ? nextInhabited : 0;
      int block = inhabited[turn];
      int host = pending.nextSetBit(nextOfBlock[block]);
      if (host >= 0 && host < targets.blockStart(block + 1)) {
        nextOfBlock[block] = host + 1;
        nextInhabited = turn + 1;
        return host;
      }
      inhabited[turn] = inhabited[--inhabitedBlocks]; // it has been visited
    }
    return -1;
  }

  private int nextOther() {
    int host = targets.visit(nextOther++);
    while (!pending.get(host)) {
      host = targets.visit(nextOther++);
    }
    return host;
  }
}
