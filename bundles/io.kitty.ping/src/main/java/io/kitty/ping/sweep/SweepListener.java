// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

/** Receives the results of a sweep, on the sweep's thread. */
public interface SweepListener {
  /**
   * Called on the first reply of a host in this sweep.
   *
   * @param host its number among the targets
   */
  void answered(int host, int address, long roundTripNanos);

  /** Called with the packets of an interface, {@code ""} for a network without one. */
  void traffic(String interfaceName, long in, long out);

  /**
   * Called with the number of requests sent, and the number of hosts, each of which takes at least
   * one.
   */
  void progress(long sent, long hosts);
}
