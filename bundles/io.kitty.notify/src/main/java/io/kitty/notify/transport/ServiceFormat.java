// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import io.kitty.notify.message.Message;
import java.util.Optional;

/** Writes messages as a service of the web expects them. */
@FunctionalInterface
public interface ServiceFormat {

  /** Returns the request that tells the service this message. */
  HttpPost post(Message message);

  /** The service has accepted a message. */
  default void onAccepted(Message message) {}

  /** Returns what the service has to be told every two minutes; empty if nothing. */
  default Optional<HttpPost> repeated() {
    return Optional.empty();
  }
}
