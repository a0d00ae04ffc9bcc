// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import java.net.InetSocketAddress;

/**
 * A JSON object that was heard on a multicast group.
 *
 * @param message the whole message, JSON; whatever anybody may have sent
 * @param type its {@code type}, {@code ""} where it has none
 * @param name its {@code name}, {@code ""} where it has none
 * @param host the host of its {@code addr}, an address or a name, where that says one that is
 *     possible; else the sender's address
 * @param port the port of its {@code addr}, 0 where that says none
 * @param source where the packet came from
 * @param interfaceName the interface it came by, {@code ""} where that cannot be told
 */
public record ReceivedAnnouncement(
    String message,
    String type,
    String name,
    String host,
    int port,
    InetSocketAddress source,
    String interfaceName) {}
