// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import io.kitty.text.SharedText;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address on a network interface.
 *
 * @param address the device's address at the time
 * @param interfaceName the interface of this hub that leads there, {@code ""} if the address is
 *     routed
 */
public record Endpoint(InetAddress address, String interfaceName) {

  public Endpoint {
    interfaceName = SharedText.of(interfaceName);
  }

  /** Does the same as a record's own method, in less time: it is called for each sighting. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Endpoint endpoint
            && address.equals(endpoint.address)
            && interfaceName.equals(endpoint.interfaceName);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + interfaceName.hashCode();
  }
}
