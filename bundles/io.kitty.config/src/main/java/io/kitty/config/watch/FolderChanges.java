// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at which of the regular checks folders have to be read: at those after a change, and at
 * every fifth, as not all file systems report changes. Reading them each time would be most of what
 * an idle hub does.
 */
final class FolderChanges implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderChanges.class);

  /** The number of checks between two that read the folders anyway. */
  private static final int INTERVAL = 5;

  /** The number of checks after a change: a file is judged once it has not changed for a while. */
  private static final int AFTER_CHANGE = 10;

  /** The number of checks after the start, when bundles and configurations still change. */
  private static final int AFTER_START = 60;

  private final @Nullable WatchService watch;
  private int due = AFTER_START;
  private int skipped;
  private boolean watched = true;

  private FolderChanges(@Nullable WatchService watch) {
    this.watch = watch;
  }

  /** Watches the folders. If one cannot be watched, they are to be read at each check. */
  static FolderChanges of(List<Path> folders) {
    WatchService watch = null;
    try {
      watch = folders.get(0).getFileSystem().newWatchService();
      for (Path folder : folders) {
        folder.register(watch, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      }
      return new FolderChanges(watch);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("Cannot watch {}", folders, e);
      close(watch);
      return new FolderChanges(null);
    }
  }

  /** Returns whether the folders have to be read at this check. Never blocks. */
  synchronized boolean isDue() {
    if (watch == null || !watched) {
      return true;
    }
    if (changed(watch)) {
      due = Math.max(due, AFTER_CHANGE);
    }
    skipped++;
    if (due == 0 && skipped < INTERVAL) {
      return false;
    }
    due = Math.max(due - 1, 0);
    skipped = 0;
    return true;
  }

  private boolean changed(WatchService service) {
    boolean changed = false;
    for (WatchKey key = service.poll(); key != null; key = service.poll()) {
      changed |= !key.pollEvents().isEmpty();
      watched &= key.reset(); // a folder that was deleted is no longer watched
    }
    return changed || !watched;
  }

  @Override
  public void close() {
    close(watch);
  }

  private static void close(@Nullable WatchService watch) {
    try {
      if (watch != null) {
        watch.close();
      }
    } catch (IOException e) {
      LOG.debug("Cannot end the watch", e);
    }
  }
}
