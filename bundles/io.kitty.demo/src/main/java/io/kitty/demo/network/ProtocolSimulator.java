// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import java.io.IOException;

/** Simulates one protocol of a machine. All calls come from one thread. */
public interface ProtocolSimulator {

  /**
   * Opens its ports, and announces the machine if the protocol has announcements.
   *
   * @throws IOException if a port cannot be opened
   */
  void start() throws IOException;

  /** Sends a goodbye, if the protocol has one. */
  default void goodbye() {}
}
