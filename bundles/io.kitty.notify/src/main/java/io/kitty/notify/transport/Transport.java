// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import io.kitty.notify.message.Message;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Carries messages to one service. Thread-safe. */
public interface Transport {

  /**
   * Sends a message, and returns at once. The future always completes, and never exceptionally;
   * waiting for it takes at most half a minute.
   */
  CompletableFuture<TransportResult> send(Message message);

  /**
   * Repeats what the service forgets unless it is told again and again; called every two minutes.
   *
   * @return like {@link #send}; empty if there is nothing to repeat
   */
  default Optional<CompletableFuture<TransportResult>> repeat() {
    return Optional.empty();
  }
}
