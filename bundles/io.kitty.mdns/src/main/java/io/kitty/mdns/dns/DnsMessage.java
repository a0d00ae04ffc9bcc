// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.util.List;

/**
 * A DNS message, as far as it concerns discovery.
 *
 * @param response whether it answers or announces; else it asks, and its records are only what its
 *     sender knows already
 * @param direct whether it answers somebody who asked from another port than 5353: the times to
 *     live are cut to a few seconds then (RFC 6762, §6.7)
 * @param questions how many questions it holds
 * @param records the records that could be read
 */
public record DnsMessage(
    boolean response, boolean direct, int questions, List<ResourceRecord> records) {

  public DnsMessage {
    records = List.copyOf(records);
  }

  /** Whether it takes something back. */
  public boolean hasGoodbye() {
    return records.stream().anyMatch(each -> each.validity().goodbye());
  }

  /** Whether it says or asks anything. */
  boolean isEmpty() {
    return response ? records.isEmpty() : questions == 0;
  }
}
