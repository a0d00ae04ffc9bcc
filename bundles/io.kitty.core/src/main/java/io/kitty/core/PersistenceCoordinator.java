// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.pipeline.Pipeline;
import io.kitty.core.registry.PendingUserEdits;
import io.kitty.core.registry.RegistrySynchronizer;
import io.kitty.device.Device;
import io.kitty.model.WorkingSet;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.evidence.Timestamp;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores devices, annotations and overrides from the registries into the model, on the pipeline's
 * thread, and has changes saved.
 */
final class PersistenceCoordinator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PersistenceCoordinator.class);

  private final Pipeline pipeline;
  private final RegistrySynchronizer registries;

  /**
   * @param edits the edits that are not saved yet
   */
  PersistenceCoordinator(Pipeline pipeline, PendingUserEdits edits) {
    this.pipeline = pipeline;
    this.registries =
        new RegistrySynchronizer(pipeline.deviceTable(), this::restore, edits, this::restoreEdits);
  }

  /** Returns the registries. */
  RegistrySynchronizer registries() {
    return registries;
  }

  private void restore(Collection<Device> devices) {
    call(
        set -> {
          set.restore(devices, Timestamp.now());
          return devices;
        },
        devices);
  }

  /** Restores edits from a registry, and returns all edits that the model has now. */
  private Collection<UserEdit> restoreEdits(Collection<UserEdit> edits) {
    return call(
        set -> {
          set.userEdits().restore(edits, Timestamp.now());
          return set.userEdits().all();
        },
        edits);
  }

  private <T> T call(Function<WorkingSet, T> task, T fallback) {
    try {
      return pipeline.call(task).get(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      LOG.error("Restoring from the registry failed", e);
    }
    return fallback;
  }

  /** Saves all remaining changes to the registries. */
  @Override
  public void close() {
    registries.close();
  }
}
