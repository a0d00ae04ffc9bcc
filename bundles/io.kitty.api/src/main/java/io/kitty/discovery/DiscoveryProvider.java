// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A discovery protocol. Register it as an OSGi service that is annotated with {@link Protocol}; the
 * hub starts it.
 *
 * <p>The contract:
 *
 * <ul>
 *   <li>Report every sighting. Whether it is new does not matter: the hub compares, merges,
 *       remembers and expires.
 *   <li>Obtain sockets, timers and threads from the context only. A library with sockets of its own
 *       is closed by {@link DiscoveryContext#own}.
 *   <li>There is no stop method: the provider ends when its context closes. Calls to a closed
 *       context do nothing.
 *   <li>All network input is untrusted: return an empty result instead of throwing, and log at
 *       debug level only.
 * </ul>
 *
 * <p>The hub reads the service properties {@code enabled} (Boolean, default true) and {@code
 * interfaces} (name patterns, see {@link InterfaceFilter}), so that they mean the same for every
 * protocol.
 */
@ConsumerType
@FunctionalInterface
public interface DiscoveryProvider {

  /**
   * Opens ports and registers callbacks, and returns soon. Called by a thread of the hub, once for
   * each context.
   *
   * @throws Exception if it cannot run now; the hub shows the reason, closes the context and
   *     retries with a new one, with backoff
   */
  void start(DiscoveryContext context) throws Exception;
}
