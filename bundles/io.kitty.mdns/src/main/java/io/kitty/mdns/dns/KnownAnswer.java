// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

/**
 * A known answer: a PTR record that responders need not repeat (RFC 6762, §7.1).
 *
 * @param owner the name of the record
 * @param target its data
 * @param ttl its remaining TTL in seconds
 */
public record KnownAnswer(DnsName owner, DnsName target, long ttl) {}
