// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a machine may lack: a test that needs it is skipped there, but fails on a build server. */
final class Needs {
  private Needs() {}

  /** Tests that use more of 127.0.0.0/8 than its first address, or look at /proc. */
  static void linux() {
    if (!System.getProperty("os.name").equals("Linux")) {
      lack("Only Linux has all of 127.0.0.0/8 on its loopback interface and sockets in /proc");
    }
  }

  private static void lack(String sentence) {
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(sentence);
    }
    abort(sentence);
  }
}
