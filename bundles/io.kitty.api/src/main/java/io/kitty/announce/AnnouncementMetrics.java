// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

/**
 * What was announced or heard since the start, or since it was last reset; the names are those of
 * py-vault-multicast, where they are written in {@code snake_case}.
 *
 * @param packetsSent datagrams sent
 * @param packetsReceived datagrams received, those that cannot be read too
 * @param bytesSent payload sent
 * @param bytesReceived payload received
 * @param errors packets that could not be sent, or not be read
 * @param activeServices how many services are heard now; never reset
 * @param uptimeSeconds seconds since the start or the reset
 * @param packetsPerSecond packets sent and received in a second, on average over the uptime
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
