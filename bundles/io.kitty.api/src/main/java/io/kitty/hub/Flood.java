// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Identifier;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * More packets of one protocol than any machine needs to send, going on right now. What exceeds the
 * hub's bounds is dropped.
 *
 * @param protocol the id of the protocol, for instance {@code ssdp}
 * @param interfaceName the interface they come in by; {@code ""} where that cannot be told
 * @param sender who sends them; null where they come from many addresses
 * @param mac the hardware address behind the sender; null where unknown
 * @param senders how many addresses they come from, as far as they were counted
 * @param rate packets in the last second
 * @param since when it began
 */
public record Flood(
    String protocol,
    String interfaceName,
    @Nullable InetAddress sender,
    Identifier.@Nullable Mac mac,
    int senders,
    long rate,
    Instant since) {

  /** All components. */
  public Flood(
      String protocol,
      String interfaceName,
      @Nullable InetAddress sender,
      Identifier.@Nullable Mac mac,
      int senders,
      long rate,
      Instant since) {
    this.protocol = protocol;
    this.interfaceName = interfaceName;
    this.sender = sender;
    this.mac = mac;
    this.senders = senders;
    this.rate = rate;
    this.since = since;
  }

  /** A sentence for people. */
  public String text() {
    String who = sender == null ? senders + " addresses" : sender.getHostAddress();
    String behind = mac == null ? "" : " (" + mac.value() + ")";
    String where = interfaceName.isEmpty() ? "" : " on " + interfaceName;
    return who
        + behind
        + (sender == null ? " flood " : " floods ")
        + protocol
        + where
        + " with "
        + rate
        + " packets a second; what is too much is dropped";
  }
}
