// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.itests.faults.CfgFiles.CfgFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** What is wrong with a cfg file as a whole. */
enum FileFault {
  EMPTIED(true, " is empty; what it said last goes on"),
  UNREADABLE(true, " cannot be read: the user %s is not allowed to; what it said last goes on"),
  REPLACED(true, ""),
  CUT(false, ""),
  DELETED(false, "");

  private final boolean stays;
  private final String complaint;

  FileFault(boolean stays, String complaint) {
    this.stays = stays;
    this.complaint = complaint;
  }

  /** Returns whether everything that the file said goes on. */
  boolean stays() {
    return stays;
  }

  /** Returns the line about it in {@code /health}, after the name of the file. */
  Optional<String> complaint() {
    return complaint.isEmpty()
        ? Optional.empty()
        : Optional.of(complaint.formatted(System.getProperty("user.name")));
  }

  /** Breaks a file. */
  void apply(CfgFile file, Random random) throws IOException {
    switch (this) {
      case EMPTIED -> Files.writeString(file.path(), "");
      case UNREADABLE ->
          Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("---------"));
      case REPLACED -> replace(file);
      case CUT ->
          Files.writeString(
              file.path(), file.text().substring(0, 1 + random.nextInt(file.text().length() - 1)));
      case DELETED -> Files.delete(file.path());
    }
  }

  /** Puts a file with the same text and an older date in its place. */
  private static void replace(CfgFile file) throws IOException {
    Path part = Files.createTempFile(file.path().getParent(), "replaced", ".part");
    Files.writeString(part, file.text());
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    Files.move(part, file.path(), StandardCopyOption.ATOMIC_MOVE);
  }
}
