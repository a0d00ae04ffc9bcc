// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Replaces files such that either the old or the new content survives a power failure. */
public final class DurableFile {

  private DurableFile() {}

  /**
   * Replaces the content of a file, which is on the medium when this returns. It is first written
   * to a file beside it, with {@code .new} after its name.
   *
   * @param file it and its folder need not exist
   * @throws IOException if it cannot be written; then it has its old content
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  /** Writes to the medium which file has the name now. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system can open a folder; the content is on the medium all the same.
    }
  }
}
