// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that only the hub's user may read. */
public final class OwnerFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private OwnerFile() {}

  /** Replaces a file atomically; no other user can read it at any time. */
  public static void write(Path file, String text) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part", rights);
    try {
      Files.writeString(part, text, StandardOpenOption.SYNC);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Removes the rights of other users to a file.
   *
   * @return whether there were any
   */
  public static boolean protect(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null || OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      return false;
    }
    view.setPermissions(OWNER_ONLY);
    return true;
  }
}
