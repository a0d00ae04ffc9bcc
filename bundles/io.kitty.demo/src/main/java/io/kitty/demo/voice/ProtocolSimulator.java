// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import java.io.IOException;

/** How a machine speaks one protocol. All calls come from one thread. */
public interface ProtocolSimulator {

  /**
   * Opens its ports, and says that the machine is there if the protocol has a word for it.
   *
   * @throws IOException if a port cannot be had
   */
  void begin() throws IOException;

  /** Says that the machine leaves, if the protocol has a word for it. */
  default void goodbye() {}
}
