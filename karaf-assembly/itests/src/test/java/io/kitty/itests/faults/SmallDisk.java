// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk of some megabytes at a folder, which only processes in its mount namespace see. It lasts
 * longer than they do. See {@link io.kitty.itests.Assumptions#ownMounts}.
 */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final Path folder;
  private final Process holder;

  /**
   * @param folder an existing one
   */
  SmallDisk(Path folder, int megabytes) throws IOException {
    this.folder = folder;
    String mount = "mount -t tmpfs -o size=%dm tmpfs \"$0\" && echo && exec sleep 7200";
    holder =
        new ProcessBuilder(
                "unshare", "-m", "sh", "-c", mount.formatted(megabytes), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (holder.inputReader().readLine() == null) {
      throw new IOException("no disk can be mounted at " + folder);
    }
  }

  /** Returns the words that have a program run where the disk is. */
  String[] inside() {
    return new String[] {"nsenter", "-m", "-t", Long.toString(holder.pid())};
  }

  /** Returns the path of a file on it for processes that do not see it, such as the tests. */
  Path file(String name) {
    Path root = Path.of("/proc", Long.toString(holder.pid()), "root");
    return root.resolve(Path.of("/").relativize(folder)).resolve(name);
  }

  /** Fills it up to the last block. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    for (int size = BLOCK; size > 0; size /= 2) {
      try (OutputStream out = Files.newOutputStream(file("filler-" + size))) {
        while (true) {
          out.write(block, 0, size);
        }
      } catch (IOException e) {
        continue; // no space left for so much at a time
      }
    }
  }

  /** Frees what {@link #fill} took. */
  void free() throws IOException {
    for (int size = BLOCK; size > 0; size /= 2) {
      Files.delete(file("filler-" + size));
    }
  }

  /** Makes a folder on it read-only, for files that are not open. */
  void protect(String name) throws Exception {
    String path = folder.resolve(name).toString();
    run("mount", "--bind", "-o", "ro", path, path);
  }

  /** Makes the folder writable again. */
  void release(String name) throws Exception {
    run("umount", folder.resolve(name).toString());
  }

  private void run(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(inside()));
    words.addAll(List.of(command));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(words + " failed");
    }
  }

  @Override
  public void close() throws InterruptedException {
    holder.destroyForcibly().waitFor();
  }
}
