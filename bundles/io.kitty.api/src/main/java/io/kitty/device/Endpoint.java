// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.net.InetAddress;

/**
 * An address on a network interface.
 *
 * @param address the device's address at the time
 * @param interfaceName the interface of this hub that leads there, {@code ""} if the address is
 *     routed
 */
public record Endpoint(InetAddress address, String interfaceName) {}
