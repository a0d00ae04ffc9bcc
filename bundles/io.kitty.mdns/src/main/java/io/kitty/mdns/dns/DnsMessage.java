// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.util.List;

/**
 * A DNS message, reduced to what discovery needs.
 *
 * @param response whether it is a response or announcement; else it is a query, whose records are
 *     known answers
 * @param direct whether it answers a query from another port than 5353: TTLs are capped to a few
 *     seconds then (RFC 6762, §6.7)
 * @param questions the number of questions
 * @param records the records that could be read
 */
public record DnsMessage(
    boolean response, boolean direct, int questions, List<ResourceRecord> records) {

  public DnsMessage {
    records = List.copyOf(records);
  }

  /** Returns whether a record has the TTL 0. */
  public boolean hasGoodbye() {
    return records.stream().anyMatch(each -> each.validity().goodbye());
  }

  /** Returns whether it has neither records nor questions of use. */
  boolean isEmpty() {
    return response ? records.isEmpty() : questions == 0;
  }
}
