// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file in which the devices are kept. A damaged one is moved aside, and a new one begun. */
final class StoreFile {

  /** How many versions are never overwritten, so that the file can be opened at each of them. */
  static final int VERSIONS_KEPT = 32;

  private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
  private static final int CACHE_MEGABYTES = 1;
  private static final int PAGE_BYTES = 4096;
  private static final int HEADER_BYTES = 4096;
  private static final Pattern VERSION = Pattern.compile(",version:([0-9a-f]{1,15})");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'");

  private final Path path;
  private volatile @Nullable String suspicion;

  StoreFile(Path path) {
    this.path = path;
  }

  /** The devices in an open store, by id. */
  static MVMap<String, byte[]> devices(MVStore store) {
    return store.openMap(
        "devices",
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

  private void prepare() throws IOException {
    if (suspicion != null && Files.exists(path)) {
      moveAside(suspicion);
      suspicion = null;
    }
    if (Files.isDirectory(path)) {
      try (Stream<Path> content = Files.list(path)) {
        if (content.findAny().isPresent()) {
          throw new IOException(path + " is a folder; set a file");
        }
      }
      moveAside("it is a folder");
    }
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException e) {
      throw new IOException("the folder of " + path + " cannot be made: " + e, e);
    }
  }

  /** Opens the file and reads all of it, so that damage shows now and not later. */
  private MVStore openWhole() throws IOException {
    long expected = versionAtCleanEnd();
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
        throw new IllegalStateException("it may not be written");
      }
      if (store.getCurrentVersion() < expected) {
        throw new IllegalStateException("a part of it is missing");
      }
      store.setRetentionTime(0);
      store.setVersionsToKeep(VERSIONS_KEPT);
      devices(store).forEach((id, bytes) -> {});
      notes(store).forEach((key, text) -> {});
      return store;
    } catch (RuntimeException | Error e) {
      store.closeImmediately();
      throw e;
    }
  }

  /**
   * The version at which the file was closed, 0 if it was not. MVStore writes its header as text,
   * and if it does not find that version, it is content with an older one.
   */
  private long versionAtCleanEnd() throws IOException {
    if (!Files.isReadable(path)) {
      return 0;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String header = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
      Matcher version = VERSION.matcher(header);
      return header.contains("clean:1") && version.find()
          ? Long.parseLong(version.group(1), 16)
          : 0;
    }
  }

  private void moveAside(@Nullable String cause) throws IOException {
    Path aside = nameAside();
    try {
      Files.move(path, aside);
    } catch (IOException e) {
      throw new IOException(path + " cannot be used (" + cause + ") nor moved aside: " + e, e);
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
