// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.probe;

import java.io.IOException;

/** Opens the best prober that this process may use. */
@FunctionalInterface
public interface ProberFactory {

  /**
   * Opens an ICMP prober.
   *
   * @throws IOException if it is unavailable, with the reason and its remedy in one sentence
   */
  Prober icmp() throws IOException;
}
