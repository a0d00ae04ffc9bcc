// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.identifier.DeviceId;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry in an MVStore: encoded devices by id. A batch is in the file when the call returns, so
 * that it survives a crash of the process. It is synced to the medium a few seconds later at most:
 * a power failure may lose the newest batches, but not the file.
 *
 * <p>For that, nothing that the last synced version needs may be overwritten. MVStore keeps the
 * last {@link StoreFile#VERSIONS_KEPT} versions, and the file is synced well before that number.
 */
@DeviceRegistry.Name(StoreModule.ID)
final class MvRegistry implements DeviceRegistry, AutoCloseable {

  /** Receives the outcomes of writes. Called while a write holds its lock: must not block. */
  interface Outcome {
    /** A batch was written. */
    void written();

    /**
     * A batch could not be written; the registry is closed.
     *
     * @param damaged whether the file is damaged, as opposed to an error of the disk
     */
    void failed(String reason, boolean damaged);
  }

  private static final Logger LOG = LoggerFactory.getLogger(MvRegistry.class);
  private static final long SYNC_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int SYNC_VERSIONS = StoreFile.VERSIONS_KEPT / 2;
  private static final int PART = 4000;
  private static final int COMPACT_SAVES = 16;
  private static final int COMPACT_BELOW_PERCENT = 50;
  private static final int COMPACT_BYTES = 1024 * 1024;

  private final MVStore store;
  private final MVMap<String, byte[]> map;
  private final MVMap<String, String> notes;
  private final DeviceCodec codec;
  private final Outcome outcome;
  private long syncedAt = System.nanoTime() - SYNC_NANOS;
  private long syncedVersion;
  private volatile long devices;
  private volatile long saves;
  private volatile long bytes;
  private volatile long unreadable;

  MvRegistry(MVStore store, DeviceCodec codec, Outcome outcome) {
    this.store = store;
    this.map = StoreFile.devices(store);
    this.notes = StoreFile.notes(store);
    this.codec = codec;
    this.outcome = outcome;
    this.syncedVersion = store.getCurrentVersion();
    measure();
  }

  @Override
  public synchronized Collection<Device> load() throws IOException {
    List<Device> loaded = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : map.entrySet()) {
      try {
        loaded.add(codec.decode(entry.getValue()));
      } catch (IOException e) {
        failures.add(entry.getKey() + ": " + e.getMessage());
      }
    }
    unreadable = failures.size();
    if (!failures.isEmpty()) {
      LOG.warn(
          "{} devices cannot be read and are omitted, the first is {}",
          failures.size(),
          failures.get(0));
    }
    return loaded;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Writes many devices in parts, so that few are in memory as encoded, and in the order of the
   * file, so that each part changes pages of its own. A crash may leave the first parts only.
   */
  @Override
  public void save(Collection<Device> changed) throws IOException {
    List<Device> ordered = new ArrayList<>(changed);
    ordered.sort(Comparator.comparing(device -> device.id().value()));
    for (int from = 0; from < ordered.size(); from += PART) {
      int to = Math.min(from + PART, ordered.size());
      Map<String, byte[]> encoded = new LinkedHashMap<>();
      ordered
          .subList(from, to)
          .forEach(device -> encoded.put(device.id().value(), codec.encode(device)));
      write(() -> map.putAll(encoded), to == ordered.size());
    }
  }

  @Override
  public void forget(Collection<DeviceId> ids) throws IOException {
    write(() -> ids.forEach(id -> map.remove(id.value())));
  }

  @Override
  public synchronized Map<String, String> loadNotes() {
    return Map.copyOf(notes);
  }

  @Override
  public void saveNotes(Map<String, String> changed) throws IOException {
    write(() -> notes.putAll(changed));
  }

  private void write(Runnable change) throws IOException {
    write(change, true);
  }

  /**
   * @param last whether it is the last part of a batch
   */
  private synchronized void write(Runnable change, boolean last) throws IOException {
    if (store.isClosed()) {
      throw new IOException("the store is closed");
    }
    try {
      change.run();
      store.commit();
      if (last) {
        saves++;
        compact();
      }
      sync();
      measure();
    } catch (RuntimeException e) {
      String reason = store.getFileStore().getFileName() + " cannot be written: " + e.getMessage();
      store.closeImmediately();
      outcome.failed(reason, !isCausedByDisk(e));
      throw new IOException(reason, e);
    }
    if (last) {
      outcome.written();
    }
  }

  private static boolean isCausedByDisk(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(IOException.class::isInstance);
  }

  /** Compacts the file at intervals. */
  private void compact() {
    if (saves % COMPACT_SAVES == 0) {
      store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
    }
  }

  /** Syncs the file to the medium at intervals. */
  private void sync() {
    long now = System.nanoTime();
    long version = store.getCurrentVersion();
    if (now - syncedAt >= SYNC_NANOS || version - syncedVersion >= SYNC_VERSIONS) {
      store.sync();
      syncedAt = now;
      syncedVersion = version;
    }
  }

  private void measure() {
    devices = map.sizeAsLong();
    bytes = store.getFileStore().size();
  }

  long devices() {
    return devices;
  }

  /** Returns the counters. Any thread; does not block. */
  Map<String, Long> counters() {
    return Map.of("devices", devices, "saves", saves, "bytes", bytes, "unreadable", unreadable);
  }

  @Override
  public synchronized void close() {
    try {
      store.close();
    } catch (RuntimeException e) {
      LOG.warn("The store was not closed cleanly: {}", e.getMessage());
      store.closeImmediately();
    }
  }
}
