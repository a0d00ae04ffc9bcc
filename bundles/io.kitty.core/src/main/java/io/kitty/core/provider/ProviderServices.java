// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.limit.FloodDetector;
import io.kitty.core.thread.HubExecutors;
import io.kitty.net.link.InterfaceMonitor;
import io.kitty.net.udp.UdpPortFactory;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The services that all providers share.
 *
 * @param sightingsPerSecond the rate limit for sightings of one sender, for each protocol
 * @param floods counts each packet
 * @param devices passes on the events of devices
 * @param hubPorts returns the TCP ports that this hub serves
 */
public record ProviderServices(
    InterfaceMonitor interfaces,
    UdpPortFactory ports,
    HubExecutors threads,
    SightingSink sink,
    int sightingsPerSecond,
    FloodDetector floods,
    DeviceFeed devices,
    Supplier<Set<Integer>> hubPorts) {}
