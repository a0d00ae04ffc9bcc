// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened in one sweep, in numbers. */
final class SweepStats {

  private final List<Ipv4Network> networks;
  private final Sweep.Watcher watcher;
  private final long[] in;
  private final long[] out;
  private long sent;
  private long answered;
  private long duplicates;
  private long late;
  private long forged;
  private long refused;
  private @Nullable String trouble;

  SweepStats(List<Ipv4Network> networks, Sweep.Watcher watcher) {
    this.networks = networks;
    this.watcher = watcher;
    this.in = new long[networks.size()];
    this.out = new long[networks.size()];
  }

  void sent(int network) {
    out[network]++;
    sent++;
  }

  void received(int network) {
    in[network]++;
  }

  void answered() {
    answered++;
  }

  void duplicate() {
    duplicates++;
  }

  void late() {
    late++;
  }

  void forged() {
    forged++;
  }

  void refused(int address, String reason) {
    refused++;
    trouble = Ipv4Ints.address(address).getHostAddress() + " could not be asked: " + reason;
  }

  void stalled(String reason) {
    if (trouble == null && !reason.isEmpty()) {
      trouble = "had to wait before sending on: " + reason;
    }
  }

  /** Hands on the packets that were counted since the last time. */
  void flush() {
    for (int i = 0; i < in.length; i++) {
      if (in[i] > 0 || out[i] > 0) {
        watcher.traffic(networks.get(i).interfaceName(), in[i], out[i]);
        in[i] = 0;
        out[i] = 0;
      }
    }
  }

  /** Requests that went out. */
  long sent() {
    return sent;
  }

  /** Hosts that answered. */
  long hosts() {
    return answered;
  }

  /** Answers of hosts that had answered before. */
  long duplicates() {
    return duplicates;
  }

  /** Answers to an earlier sweep. */
  long lateAnswers() {
    return late;
  }

  /** Answers to what nobody asked. */
  long forgedAnswers() {
    return forged;
  }

  /** Requests that the system would not send. */
  long sendErrors() {
    return refused;
  }

  /** What kept packets from going out, the last of several. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
