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
 * The file in which the devices are kept. A damaged one is moved aside, and a new one begun; a file
 * that is no store of devices is left alone.
 */
final class StoreFile {

  /** How many versions are never overwritten, so that the file can be opened at each of them. */
  static final int VERSIONS_KEPT = 32;

  private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
  private static final int CACHE_MEGABYTES = 1;
  private static final int PAGE_BYTES = 4096;
  private static final String DEVICES = "devices";
  private static final String USER = System.getProperty("user.name", "of the hub");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'");

  private final Path path;
  private final boolean ours;
  private volatile @Nullable String suspicion;

  /**
   * @param ours whether nobody else would put a file there, so that one that cannot be recognized
   *     is a damaged store and not somebody's
   */
  StoreFile(Path path, boolean ours) {
    this.path = path;
    this.ours = ours;
  }

  /** The devices in an open store, by id. */
  static MVMap<String, byte[]> devices(MVStore store) {
    return store.openMap(
        DEVICES,
        new MVMap.Builder<String, byte[]>()
            .keyType(StringDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  /** The notes in an open store, by key. */
  static MVMap<String, String> notes(MVStore store) {
    return store.openMap(
        "notes",
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  /** Has the file moved aside before it is opened again. */
  void suspect(String reason) {
    suspicion = reason;
  }

  /**
   * Opens the file, a new one if need be.
   *
   * @throws IOException with a sentence for people, if it cannot be had now
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
      // The errors come of damaged lengths and links.
      moveAside(e instanceof IllegalStateException ? e.getMessage() : e.toString());
    }
    try {
      return openWhole();
    } catch (RuntimeException e) {
      throw new IOException(path + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Makes sure that there is a file that may be opened, or none and a folder to make it in. */
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
    if (suspicion != null) {
      moveAside(suspicion);
      suspicion = null;
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

  /** Whether somebody else's file is there, which is never opened, changed or moved. */
  private boolean foreign() throws IOException {
    if (!Files.isRegularFile(path)) {
      return true;
    }
    return !ours && Files.size(path) > 0 && !MvFormat.recognizes(path);
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

  /** Opens the file and reads all of it, so that damage shows now and not later. */
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
      // Its message holds the name, which is another one with each attempt.
      String why = e.getClass().getSimpleName();
      throw new IOException(
          path + " is damaged (" + cause + ") and cannot be moved aside: " + why, e);
    }
    LOG.error("{} is damaged: {}; moved aside to {}", path, cause, aside);
  }

  /** A name that says when, and that nothing has yet. */
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
