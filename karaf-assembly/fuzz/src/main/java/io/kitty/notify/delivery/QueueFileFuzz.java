// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.AllTargets;
import io.kitty.notify.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of messages that wait for a target: damaged lines are skipped, others are kept. */
public final class QueueFileFuzz {

  private static final String NAME = "fuzz.queue";
  private static final QueueFile.Bounds BOUNDS = new QueueFile.Bounds(1000, 1_000_000);
  private static final Path FOLDER = folder();

  private QueueFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(FOLDER.resolve(NAME), input);
    List<Message> messages = new QueueFile(FOLDER, NAME, BOUNDS).messages();
    atMost("messages", messages, input.length);
    for (Message each : messages) {
      same(each, MessageJson.read(MessageJson.write(each)));
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(AllTargets.folder(), "queue");
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
