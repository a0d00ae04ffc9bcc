// SPDX-License-Identifier: Apache-2.0
package io.kitty.broker;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Publishes the devices at a message broker, which retains them. An OSGi service while its bundle
 * is active, also while it is disabled. Thread-safe.
 */
@ProviderType
@FunctionalInterface
public interface BrokerPublisher {

  /**
   * Removes everything that this hub has published, and publishes nothing until the module is
   * enabled again. Waits for the broker, for some seconds at most.
   *
   * @return whether anything is published: false if the module is disabled or cannot be used
   */
  boolean purge();
}
