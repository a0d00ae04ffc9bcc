// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import java.net.InetSocketAddress;

/**
 * A JSON object received on a multicast group.
 *
 * @param message the whole message as JSON; untrusted
 * @param type its {@code type}, {@code ""} if absent
 * @param name its {@code name}, {@code ""} if absent
 * @param host the host in its {@code addr}, an address or a name, if that is plausible; else the
 *     sender's address
 * @param port the port in its {@code addr}, 0 if absent
 * @param source the sender
 * @param interfaceName the interface that received it, {@code ""} if unknown
 */
public record ReceivedAnnouncement(
    String message,
    String type,
    String name,
    String host,
    int port,
    InetSocketAddress source,
    String interfaceName) {}
