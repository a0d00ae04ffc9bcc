// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notify.message.Message;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed while messages are queued. */
class CrashTest {

  /** Queues messages for a target that is not configured, and prints each that is queued. */
  static final class Program {
    public static void main(String[] arguments) throws InterruptedException {
      Deliveries deliveries =
          new Deliveries(
              Path.of(arguments[0]),
              new ThreadTimer(),
              Clock.fixed(TestMessages.AT, ZoneOffset.UTC));
      deliveries.start(Program::print);
      for (int i = 0; i < 100_000; i++) {
        deliveries.send("phone", TestMessages.plain("m" + i, "Text " + i));
        Thread.sleep(2);
      }
    }

    private static void print(String target, Message message, Outcome outcome, String reason) {
      System.out.println(message.id());
    }
  }

  @Test
  void whatWasQueuedIsThereAfterwards(@TempDir Path folder) throws Exception {
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Program.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> queued = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(hub.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        queued.add(line);
        if (queued.size() == 50) {
          hub.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(hub.waitFor()).isNotZero();
    assertThat(queued).hasSizeGreaterThanOrEqualTo(50);

    List<String> ids =
        new QueueFile(folder, "phone.queue", new QueueFile.Bounds(1000, 1_000_000))
            .messages().stream().map(Message::id).toList();
    assertThat(ids).hasSizeBetween(queued.size(), queued.size() + 1);
    assertThat(ids.subList(0, queued.size())).isEqualTo(queued);
  }
}
