// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import io.kitty.notify.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A configured target. Its text contains nothing secret.
 *
 * @param name its name, from the name of its configuration file
 * @param service the kind of service, for instance {@code ntfy}; {@code ""} if the URL cannot be
 *     used
 * @param address the host, and the port if it is not the usual one; {@code ""} if the URL cannot be
 *     used
 * @param enabled whether messages are sent to it
 * @param problem why it cannot be used, in a sentence that names file and key; {@code ""} if it can
 * @param transport carries its messages; null if it is disabled or cannot be used
 */
public record Target(
    String name,
    String service,
    String address,
    boolean enabled,
    String problem,
    @Nullable Transport transport) {

  @Override
  public String toString() {
    return "target " + name;
  }
}
