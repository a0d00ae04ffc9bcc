// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge.tcp;

import io.kitty.fuzz.Lines;
import io.kitty.fuzz.StateAnswers;
import java.util.ArrayList;
import java.util.List;

/** The lines that FlashForge printers answer to three commands, each ended by {@code ok}. */
public final class FlashforgeTcpFuzz {

  private static final int COMMANDS = 3;

  private FlashforgeTcpFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    List<List<String>> answers = new ArrayList<>();
    List<String> answer = new ArrayList<>();
    for (byte[] each : Lines.of(input)) {
      String line = Lines.text(each).strip();
      if (line.equals("ok")) {
        answers.add(answer);
        answer = new ArrayList<>();
      } else {
        answer.add(line);
      }
    }
    if (answers.size() >= COMMANDS) {
      StateAnswers.twice(
          () -> FlashforgeTcpStatus.read(answers.get(0), answers.get(1), answers.get(2)));
    }
  }
}
