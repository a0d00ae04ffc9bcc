// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

/**
 * A pointer that is known, so that nobody need repeat it (RFC 6762, §7.1).
 *
 * @param owner what is asked for
 * @param target what is known of it
 * @param ttl for how many seconds it still holds
 */
public record KnownAnswer(DnsName owner, DnsName target, long ttl) {}
