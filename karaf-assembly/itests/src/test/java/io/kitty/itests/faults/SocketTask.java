// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import java.io.IOException;

/** Work with sockets in a thread of its own, which ends when one of the sides closes them. */
@FunctionalInterface
interface SocketTask {

  void run() throws IOException;

  /**
   * Runs a task in a daemon thread.
   *
   * @param thread its name
   */
  static void start(String thread, SocketTask task) {
    Thread worker = new Thread(() -> runToTheEnd(task), thread);
    worker.setDaemon(true);
    worker.start();
  }

  private static void runToTheEnd(SocketTask task) {
    try {
      task.run();
    } catch (IOException e) {
      // one of the sides has closed it
    }
  }
}
