// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An ongoing flood: more packets of one protocol than any device needs to send. Packets beyond the
 * hub's limits are dropped.
 *
 * @param protocol the id of the protocol, for instance {@code ssdp}
 * @param interfaceName the interface that receives them; {@code ""} if unknown
 * @param sender the sender; null if they come from many addresses
 * @param mac the hardware address of the sender; null if unknown
 * @param senders the number of source addresses, as far as they were counted
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

  /** Sets all components. */
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

  /** Returns a sentence for people. */
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
