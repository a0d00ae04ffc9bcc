// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.multicast;

/** A running program that listens to announcements. */
public interface Listener extends AutoCloseable {

  /** Returns how many it has received so far. */
  long received() throws Exception;

  /** Returns the id of its process. */
  long pid();

  @Override
  void close() throws Exception;
}
