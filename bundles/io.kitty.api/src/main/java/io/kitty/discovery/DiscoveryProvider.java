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
 *   <li>Report what you see, as often as you see it. You need not know whether it is new: the hub
 *       compares, merges, remembers and expires.
 *   <li>Take sockets, timers and threads from the context only. A library with sockets of its own
 *       hands its closer to {@link DiscoveryContext#own}.
 *   <li>When the context closes you are done; there is no stop method. A call to a closed context
 *       does nothing.
 *   <li>Everything from the network is hostile: parse into nothing rather than throw, and log at
 *       debug only.
 * </ul>
 *
 * <p>The service properties {@code enabled} (Boolean, default true) and {@code interfaces} (name
 * patterns, see {@link InterfaceFilter}) are read by the hub, so that they mean the same for every
 * protocol.
 */
@ConsumerType
@FunctionalInterface
public interface DiscoveryProvider {

  /**
   * Opens what it needs and returns soon; discovery goes on by what was registered with the
   * context. Called by a thread of the hub, once for each context.
   *
   * @throws Exception if it cannot run now; the hub shows why, closes the context and tries again
   *     with a new one, later each time
   */
  void start(DiscoveryContext context) throws Exception;
}
