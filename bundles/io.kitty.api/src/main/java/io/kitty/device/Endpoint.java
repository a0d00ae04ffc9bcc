// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.net.InetAddress;

/**
 * Where a machine was met.
 *
 * @param address its address then
 * @param interfaceName this hub's interface on that side, {@code ""} where the address is routed
 */
public record Endpoint(InetAddress address, String interfaceName) {}
