// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/**
 * The protocol that reports a sighting.
 *
 * @param id the protocol's id, for instance {@code ssdp}
 * @param kind the kind of a device that the protocol cannot classify further
 * @param namespace the first part of the id of a device without an identifier, as in {@code
 *     host:10.0.0.7}
 * @param authority how much its statements weigh
 * @param relayed whether it relays what a protocol of another hub saw; kind, namespace and
 *     authority are then those of that protocol
 */
public record Source(
    String id, String kind, String namespace, Authority authority, boolean relayed) {

  /** Creates a source that is not relayed. */
  public Source(String id, String kind, String namespace, Authority authority) {
    this(id, kind, namespace, authority, false);
  }

  /** Returns this source as relayed by another protocol. */
  public Source relayedBy(String protocol) {
    return new Source(protocol, kind, namespace, authority, true);
  }
}
