// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.InterfaceMonitor;
import io.kitty.core.net.UdpPorts;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What all providers share.
 *
 * @param sightingsPerSecond how many sightings of one sender count in a second, for each protocol
 * @param floods told of each packet
 * @param hubPorts the TCP ports that this hub serves
 */
public record Resources(
    InterfaceMonitor interfaces,
    UdpPorts ports,
    Threads threads,
    SightingSink sink,
    int sightingsPerSecond,
    Floods floods,
    Supplier<Set<Integer>> hubPorts) {}
