// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {

  @TempDir private Path temporary;

  private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    folder = temporary.resolve("data").resolve("kitty");
    file = folder.resolve("state.json");
  }

  @Test
  void replacesTheContent() throws IOException {
    DurableFile.write(file, "the first content".getBytes(UTF_8));
    DurableFile.write(file, "second".getBytes(UTF_8));

    assertThat(file).hasContent("second");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void overwritesWhatACrashHasLeft() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("state.json.new"), "a long content that was never moved");
    DurableFile.write(file, "short".getBytes(UTF_8));

    assertThat(file).hasContent("short");
  }

  @Test
  void keepsTheOldContentIfTheNewCannotBeWritten() throws IOException {
    DurableFile.write(file, "old".getBytes(UTF_8));
    Files.createDirectory(folder.resolve("state.json.new"));

    assertThatThrownBy(() -> DurableFile.write(file, "new".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
  }
}
