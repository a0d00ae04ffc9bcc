// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.InterfaceMonitor;
import io.kitty.core.net.UdpPortFactory;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What all providers share.
 *
 * @param sightingsPerSecond how many sightings of one sender count in a second, for each protocol
 * @param floods told of each packet
 * @param hubPorts the TCP ports that this hub serves
 */
public record ProviderServices(
    InterfaceMonitor interfaces,
    UdpPortFactory ports,
    HubExecutors threads,
    SightingSink sink,
    int sightingsPerSecond,
    FloodDetector floods,
    Supplier<Set<Integer>> hubPorts) {}
