// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

/**
 * The counters of a publisher or of the listener since the start or the last reset. The names are
 * those of py-vault-multicast, which writes them in {@code snake_case}.
 *
 * @param packetsSent datagrams sent
 * @param packetsReceived datagrams received, malformed ones included
 * @param bytesSent payload bytes sent
 * @param bytesReceived payload bytes received
 * @param errors packets that could not be sent or parsed
 * @param activeServices services received that have not expired; never reset
 * @param uptimeSeconds seconds since the start or the reset
 * @param packetsPerSecond packets sent and received per second, averaged over the uptime
 */
public record AnnouncementMetrics(
    long packetsSent,
    long packetsReceived,
    long bytesSent,
    long bytesReceived,
    long errors,
    long activeServices,
    double uptimeSeconds,
    double packetsPerSecond) {}
