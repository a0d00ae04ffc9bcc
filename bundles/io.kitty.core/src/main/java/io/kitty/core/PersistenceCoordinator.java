// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.model.Timestamp;
import io.kitty.core.model.UserEdit;
import io.kitty.core.model.WorkingSet;
import io.kitty.core.registry.PendingUserEdits;
import io.kitty.core.registry.RegistrySynchronizer;
import io.kitty.device.Device;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives the process: the registries, and what people said. It brings that into the model,
 * by the model's own thread, and has it kept.
 */
final class PersistenceCoordinator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PersistenceCoordinator.class);

  private final Pipeline pipeline;
  private final RegistrySynchronizer registries;

  /**
   * @param notes what people said and is yet to be kept
   */
  PersistenceCoordinator(Pipeline pipeline, PendingUserEdits notes) {
    this.pipeline = pipeline;
    this.registries =
        new RegistrySynchronizer(pipeline.catalogue(), this::restore, notes, this::recall);
  }

  /** The registries. */
  RegistrySynchronizer registries() {
    return registries;
  }

  private void restore(Collection<Device> devices) {
    takeIn(
        set -> {
          set.restore(devices, Timestamp.now());
          return devices;
        },
        devices);
  }

  /** Takes in what people said, and returns all that is known of that. */
  private Collection<UserEdit> recall(Collection<UserEdit> remarks) {
    return takeIn(
        set -> {
          set.userEdits().recall(remarks, Timestamp.now());
          return set.userEdits().all();
        },
        remarks);
  }

  private <T> T takeIn(Function<WorkingSet, T> task, T otherwise) {
    try {
      return pipeline.call(task).get(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      LOG.error("Taking in what the registry knew failed", e);
    }
    return otherwise;
  }

  /** Has all that is left kept in the registries. */
  @Override
  public void close() {
    registries.close();
  }
}
