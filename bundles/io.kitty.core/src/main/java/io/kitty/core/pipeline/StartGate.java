// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the pipeline once, when all is there that it needs for its first event: a device that is
 * published before the classifier is there changes when it comes, and what happens before the
 * history is there is not recorded.
 */
public final class StartGate {

  private static final Logger LOG = LoggerFactory.getLogger(StartGate.class);

  private final Set<Class<?>> missing;
  private final Runnable start;
  private boolean open;

  public StartGate(Runnable start, Class<?>... needed) {
    this.start = start;
    this.missing = new LinkedHashSet<>(Arrays.asList(needed));
  }

  /** One of those that are needed is there. It may go again: the pipeline runs on. */
  public synchronized void arrived(Class<?> service) {
    if (missing.remove(service) && missing.isEmpty()) {
      open();
    }
  }

  /** Waits no longer. */
  public synchronized void giveUp() {
    if (!open) {
      LOG.warn(
          "The hub starts without {}",
          missing.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")));
      open();
    }
  }

  private void open() {
    if (!open) {
      open = true;
      start.run();
    }
  }
}
