// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the devices. A damaged file is moved aside and replaced by a new one; a file that is
 * not a store of devices is never changed, unless it is at the default path.
 */
final class StoreFile {

  /**
   * The number of versions that are not overwritten, so that the file can be opened at each of
   * them.
   */
  static final int VERSIONS_KEPT = 32;

  private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
  private static final int CACHE_MEGABYTES = 1;
  private static final int PAGE_BYTES = 4096;
  private static final String DEVICES = "devices";
  private static final String USER = System.getProperty("user.name", "of the hub");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'");

  private final Path path;
  private final boolean isDefault;
  private volatile @Nullable String damage;

  /**
   * @param isDefault whether the path is the hub's default, so that a file that is not recognized
   *     there is a damaged store and not a file of another program
   */
  StoreFile(Path path, boolean isDefault) {
    this.path = path;
    this.isDefault = isDefault;
  }

  /** Returns the devices of an open store by id. */
  static MVMap<String, byte[]> devices(MVStore store) {
    return store.openMap(
        DEVICES,
        new MVMap.Builder<String, byte[]>()
            .keyType(StringDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  /** Returns the notes of an open store by key. */
  static MVMap<String, String> notes(MVStore store) {
    return store.openMap(
        "notes",
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  /** Requests that the file is moved aside before it is opened again. */
  void suspect(String reason) {
    damage = reason;
  }

  /**
   * Opens the file, creating it if absent.
   *
   * @throws IOException with a message for people, if it cannot be opened now
   */
  MVStore open() throws IOException {
    prepare();
    try {
      return openWhole();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new IOException(path + " is in use by another hub; stop it, or set another file", e);
      }
      if (e.getErrorCode() == DataUtils.ERROR_WRITING_FAILED) {
        throw new IOException(path + " cannot be written: " + e.getMessage(), e);
      }
      moveAside(e.getMessage());
    } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
      // Damaged lengths and links cause these errors.
      moveAside(e instanceof IllegalStateException ? e.getMessage() : e.toString());
    }
    try {
      return openWhole();
    } catch (RuntimeException e) {
      throw new IOException(path + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Checks that there is a file that may be opened, or none and a folder to create it in. */
  private void prepare() throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a folder; set a file");
    }
    if (!Files.exists(path)) {
      prepareFolder(Objects.requireNonNull(path.getParent()));
      return;
    }
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      throw new IOException(path + " may not be read and written by the user " + USER);
    }
    if (foreign()) {
      throw foreign("is no store of devices");
    }
    if (damage != null) {
      moveAside(damage);
      damage = null;
    }
  }

  private static void prepareFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException("the folder " + folder + " cannot be made: " + e, e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("the folder " + folder + " may not be written by the user " + USER);
    }
  }

  /**
   * Returns whether the path has a file of another program, which is never opened, changed or
   * moved.
   */
  private boolean foreign() throws IOException {
    if (!Files.isRegularFile(path)) {
      return true;
    }
    return !isDefault && Files.size(path) > 0 && !MvFormat.recognizes(path);
  }

  private IOException foreign(String what) {
    return new IOException(
        StoreModule.FILE
            + ": file = "
            + path
            + " is not used: it "
            + what
            + ", and is left as it is; set a file of devices, or one that is yet to be made");
  }

  /** Opens the file and reads all of it, so that damage is detected now and not later. */
  private MVStore openWhole() throws IOException {
    long expected = Files.exists(path) ? MvFormat.versionAtCleanEnd(path) : 0;
    MVStore store =
        new MVStore.Builder()
            .fileName(path.toString())
            .autoCommitDisabled()
            .cacheSize(CACHE_MEGABYTES)
            .cacheConcurrency(1)
            .pageSplitSize(PAGE_BYTES)
            .compress()
            .open();
    try {
      if (store.isReadOnly()) {
        throw new IOException(path + " may not be written");
      }
      Set<String> maps = store.getMapNames();
      if (!maps.isEmpty() && !maps.contains(DEVICES)) {
        if (isDefault) {
          throw new IllegalStateException("the name of its devices is not found");
        }
        throw foreign("holds other things than devices");
      }
      if (store.getCurrentVersion() < expected) {
        throw new IllegalStateException("a part of it is missing");
      }
      store.setRetentionTime(0);
      store.setVersionsToKeep(VERSIONS_KEPT);
      devices(store).forEach((id, bytes) -> {});
      notes(store).forEach((key, text) -> {});
      return store;
    } catch (IOException | RuntimeException | Error e) {
      store.closeImmediately();
      throw e;
    }
  }

  private void moveAside(@Nullable String cause) throws IOException {
    Path aside = nameAside();
    try {
      Files.move(path, aside);
    } catch (IOException e) {
      // The message has the new name, which differs with each attempt.
      String errorType = e.getClass().getSimpleName();
      throw new IOException(
          path + " is damaged (" + cause + ") and cannot be moved aside: " + errorType, e);
    }
    LOG.error("{} is damaged: {}; moved aside to {}", path, cause, aside);
  }

  /** Returns an unused name with the present time. */
  private Path nameAside() {
    String stamp = LocalDateTime.now(ZoneOffset.UTC).format(STAMP);
    String name = path.getFileName() + ".damaged-" + stamp;
    Path aside = path.resolveSibling(name);
    for (int number = 2; Files.exists(aside); number++) {
      aside = path.resolveSibling(name + "-" + number);
    }
    return aside;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
