// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notify.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueFileTest {

  private static final QueueFile.Bounds BOUNDS = new QueueFile.Bounds(1000, 4_000_000);

  @TempDir private Path folder;

  private QueueFile open(QueueFile.Bounds bounds) {
    return new QueueFile(folder, "phone.queue", bounds);
  }

  private Path file() {
    return folder.resolve("phone.queue");
  }

  private static List<String> ids(QueueFile queue) {
    return queue.messages().stream().map(Message::id).toList();
  }

  @Test
  void keepsEverythingOfAMessage() {
    QueueFile queue = open(BOUNDS);
    Message plain = TestMessages.plain("m2", "Line 1\nLine 2 \u2028 \ud83d\udda8 \"quoted\"");
    queue.add(TestMessages.offline());
    queue.add(plain);

    assertThat(open(BOUNDS).messages()).containsExactly(TestMessages.offline(), plain);
  }

  @Test
  void remembersWhatIsDone() throws IOException {
    QueueFile queue = open(BOUNDS);
    Message first = TestMessages.plain("1", "a");
    queue.add(first);
    queue.add(TestMessages.plain("2", "b"));
    queue.remove(first);

    assertThat(ids(open(BOUNDS))).containsExactly("2");
    queue.remove(TestMessages.plain("2", "b"));
    assertThat(ids(open(BOUNDS))).isEmpty();
    assertThat(Files.size(file())).isZero();
  }

  /** A crash can end a write after any byte. */
  @Test
  void isReadAfterACrashAtAnyByte() throws IOException {
    QueueFile queue = open(BOUNDS);
    Message first = TestMessages.plain("1", "a\u00fc\ud83d\udda8");
    queue.add(first);
    queue.add(TestMessages.plain("2", "b"));
    queue.remove(first);
    queue.add(TestMessages.plain("3", "c"));
    byte[] all = Files.readAllBytes(file());
    assertThat(all.length).isGreaterThan(300);

    for (int length = 0; length <= all.length; length++) {
      Files.write(file(), Arrays.copyOf(all, length));
      List<String> expected = expected(all, length);

      QueueFile again = open(BOUNDS);
      assertThat(ids(again)).as("after %d bytes", length).isEqualTo(expected);

      again.add(TestMessages.plain("4", "d"));
      List<String> more = new ArrayList<>(expected);
      more.add("4");
      assertThat(ids(open(BOUNDS))).as("after %d bytes and another", length).isEqualTo(more);
    }
  }

  /** What is in the lines that are there as a whole; the line feed at the end is no part of one. */
  private static List<String> expected(byte[] all, int length) {
    int[] ends = new int[4];
    int line = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == '\n') {
        ends[line++] = i;
      }
    }
    List<String> expected = new ArrayList<>();
    if (length >= ends[0]) {
      expected.add("1");
    }
    if (length >= ends[1]) {
      expected.add("2");
    }
    if (length >= ends[2]) {
      expected.remove("1");
    }
    if (length >= ends[3]) {
      expected.add("3");
    }
    return expected;
  }

  @Test
  void skipsDamagedLines() throws IOException {
    QueueFile queue = open(BOUNDS);
    queue.add(TestMessages.plain("1", "a"));
    String good = Files.readString(file());
    Files.writeString(
        file(), "\n{\n[]\n7\n{\"id\":\"9\"}\n" + good.replace("info", "loud") + good + "\u0000");

    assertThat(ids(open(BOUNDS))).containsExactly("1");
  }

  @Test
  void staysSmall() throws IOException {
    QueueFile queue = open(BOUNDS);
    queue.add(TestMessages.plain("first", "a"));
    for (int i = 0; i < 600; i++) {
      Message next = TestMessages.plain("m" + i, "text");
      queue.add(next);
      queue.remove(next);
    }

    assertThat(Files.size(file())).isLessThan(100_000);
    assertThat(ids(open(BOUNDS))).containsExactly("first");
  }

  @Test
  void isOverfullBeyondItsBounds() {
    QueueFile two = open(new QueueFile.Bounds(2, 1_000_000));
    two.add(TestMessages.plain("1", "a"));
    two.add(TestMessages.plain("2", "b"));
    assertThat(two.isOverfull()).isFalse();
    two.add(TestMessages.plain("3", "c"));
    assertThat(two.isOverfull()).isTrue();

    assertThat(open(new QueueFile.Bounds(9, 200)).isOverfull()).isTrue();
  }

  @Test
  void oneMessageIsAlwaysAllowed() {
    QueueFile queue = open(new QueueFile.Bounds(9, 10));
    queue.add(TestMessages.plain("1", "longer than ten bytes"));

    assertThat(queue.isOverfull()).isFalse();
  }

  /** A folder in the place of the file cannot be written, whoever runs the test. */
  @Test
  void waitsInMemoryIfTheFileCannotBeWritten() throws IOException {
    QueueFile queue = open(BOUNDS);
    Files.createDirectories(file().resolve("in the way"));
    queue.add(TestMessages.plain("1", "a"));

    assertThat(ids(queue)).containsExactly("1");
    assertThat(queue.problem()).contains(file().toString()).contains("cannot be written");

    Files.delete(file().resolve("in the way"));
    Files.delete(file());
    queue.add(TestMessages.plain("2", "b"));
    assertThat(queue.problem()).isEmpty();
    assertThat(ids(open(BOUNDS))).containsExactly("1", "2");
  }
}
