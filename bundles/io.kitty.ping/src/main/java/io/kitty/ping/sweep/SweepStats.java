// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.network.Ipv4Ints;
import io.kitty.ping.network.Ipv4Network;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statistics of one sweep. */
public final class SweepStats {

  private final List<Ipv4Network> networks;
  private final SweepListener listener;
  private final long[] in;
  private final long[] out;
  private long sent;
  private long answered;
  private long duplicates;
  private long late;
  private long forged;
  private long sendErrors;
  private @Nullable String problem;

  SweepStats(List<Ipv4Network> networks, SweepListener listener) {
    this.networks = networks;
    this.listener = listener;
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
    sendErrors++;
    problem = Ipv4Ints.address(address).getHostAddress() + " could not be asked: " + reason;
  }

  void stalled(String reason) {
    if (problem == null && !reason.isEmpty()) {
      problem = "had to wait before sending on: " + reason;
    }
  }

  /** Passes on the packets counted since the last call. */
  void flush() {
    for (int i = 0; i < in.length; i++) {
      if (in[i] > 0 || out[i] > 0) {
        listener.traffic(networks.get(i).interfaceName(), in[i], out[i]);
        in[i] = 0;
        out[i] = 0;
      }
    }
  }

  /** Returns the requests sent. */
  long sent() {
    return sent;
  }

  /** Returns the hosts that replied. */
  public long hosts() {
    return answered;
  }

  /** Returns the replies of hosts that had replied before. */
  public long duplicates() {
    return duplicates;
  }

  /** Returns the replies to an earlier sweep. */
  public long lateAnswers() {
    return late;
  }

  /** Returns the replies without a probe. */
  public long forgedAnswers() {
    return forged;
  }

  /** Returns the requests that the system refused to send. */
  public long sendErrors() {
    return sendErrors;
  }

  /** Returns the last reason that kept packets from being sent. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }
}
