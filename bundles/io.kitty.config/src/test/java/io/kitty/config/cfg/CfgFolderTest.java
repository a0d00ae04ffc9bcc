// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.cfg;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.config.schema.AttributeType;
import io.kitty.config.schema.Schema;
import io.kitty.hub.ConfigConstraint.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CfgFolderTest {

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "io.kitty.x", new Schema(false, Map.of("rate", key("Integer"), "pin", key("Password"))),
          "io.kitty.f", new Schema(true, Map.of("name", key("String"))));

  private final List<String> done = new ArrayList<>();

  private final CfgFolder.UnreadableFileHandler handler =
      new CfgFolder.UnreadableFileHandler() {
        @Override
        public boolean hold(Path file) {
          done.add("hold " + file.getFileName());
          return file.toString().contains("known");
        }

        @Override
        public void take(Path file) {
          done.add("take " + file.getFileName());
        }

        @Override
        public void release(Path file) {
          done.add("release " + file.getFileName());
        }
      };

  @TempDir private Path etc;
  private CfgFolder folder;

  private static AttributeType key(String type) {
    return new AttributeType(
        "",
        type,
        false,
        "",
        "",
        List.of(),
        "",
        "",
        "",
        "",
        "",
        false,
        false,
        StandIn.OTHERS,
        false);
  }

  @BeforeEach
  void setUp() throws IOException {
    folder = new CfgFolder(etc, handler, SCHEMAS::get);
    Files.writeString(etc.resolve("other.txt"), "a\na\n");
    folder.check();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(etc.resolve(name), text);
  }

  /** Checks twice, as a file that is new at the first check may still be being written. */
  private List<String> lines() {
    folder.check();
    folder.check();
    return folder.lines();
  }

  @Test
  void reportsRepeatedKeysAndTheValueUsed() throws IOException {
    Path file = write("io.kitty.x.cfg", "rate = 1\npin = 1\nrate = 2\npin = 2\n");

    assertThat(lines())
        .containsExactly(
            file + ": rate stands 2 times, in the lines 1, 3; the last one counts: 2",
            file + ": pin stands 2 times, in the lines 2, 4; the last one counts");

    write("io.kitty.x.cfg", "rate = 2\n");
    assertThat(lines()).isEmpty();
  }

  @Test
  void rechecksChangedFilesOrOnRequest() throws IOException {
    Path file = write("io.kitty.y.cfg", "a = 1\na = 2\n");
    List<String> lines = lines();
    assertThat(lines)
        .containsExactly(file + ": a stands 2 times, in the lines 1, 2; the last one counts");

    folder.recheckAll();
    assertThat(lines()).isEqualTo(lines);
  }

  @Test
  void skipsFilesBeingWritten() throws IOException {
    write("io.kitty.x.cfg", "rate = 1\nrate = 2\n");
    folder.check();
    assertThat(folder.lines()).isEmpty();
    write("io.kitty.x.cfg", "rate = 1\nrate = 2\nrate = 3\n");
    folder.check();
    assertThat(folder.lines()).isEmpty();
    folder.check();
    assertThat(folder.lines()).hasSize(1);
  }

  @Test
  void disablesUnreadableFilesUntilReadable() throws IOException {
    Path file = Files.createDirectory(etc.resolve("io.kitty.x.cfg"));

    assertThat(lines())
        .containsExactly(
            file + " cannot be read: it is a directory; nothing runs by it until it can");
    assertThat(done).containsExactly("hold io.kitty.x.cfg");

    Files.delete(file);
    write("io.kitty.x.cfg", "rate = 1\n");
    assertThat(lines()).isEmpty();
    assertThat(done).endsWith("take io.kitty.x.cfg");
  }

  @Test
  void reportsThatThePreviousConfigurationStays() throws IOException {
    Path file = write("known.cfg", "a = \\u00zz");

    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith(file + " cannot be read: ")
        .endsWith("; what it said last goes on");
  }

  @Test
  void dropsProblemsOfDeletedFiles() throws IOException {
    Path file = Files.createDirectory(etc.resolve("io.kitty.x.cfg"));
    assertThat(lines()).hasSize(1);

    Files.delete(file);

    assertThat(lines()).isEmpty();
    assertThat(done).endsWith("release io.kitty.x.cfg");
  }

  @Test
  void reportsUnusedFiles() throws IOException {
    Path single = write("io.kitty.x-second.cfg", "rate = 1\n");
    Path factory = write("io.kitty.f.cfg", "name = a\n");
    write("io.kitty.f-a.cfg", "name = a\n");
    write("io.kitty.x.cfg", "rate = 1\n");

    assertThat(lines())
        .containsExactlyInAnyOrder(
            factory + " is not used: the file of one of them is named io.kitty.f-NAME.cfg",
            single + " is not used: there is one of them only, so the name goes without -second");
  }
}
