// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import static io.kitty.fuzz.Invariants.same;

import java.io.IOException;

/** Lines of the history, which are written as they are read. */
public final class LogLineFuzz {

  private LogLineFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    LogEntry entry;
    try {
      entry = LogLine.read(input, 0, input.length);
    } catch (IOException e) {
      return;
    }
    byte[] line = LogLine.write(entry);
    same(entry, LogLine.read(line, 0, line.length));
  }
}
