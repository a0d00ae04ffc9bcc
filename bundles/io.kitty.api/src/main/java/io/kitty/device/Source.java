// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/**
 * The protocol that speaks.
 *
 * @param id the protocol's id, for instance {@code ssdp}
 * @param kind the kind of a machine of which this protocol knows nothing closer
 * @param namespace the first part of the id of a machine that shows no identifier, as in {@code
 *     host:10.0.0.7}
 * @param authority how much its word weighs
 * @param relayed whether it only passes on what another hub's protocol said, of which kind,
 *     namespace and authority are
 */
public record Source(
    String id, String kind, String namespace, Authority authority, boolean relayed) {

  /** A protocol that speaks for itself. */
  public Source(String id, String kind, String namespace, Authority authority) {
    this(id, kind, namespace, authority, false);
  }

  /** The same, as another protocol passes it on. */
  public Source relayedBy(String protocol) {
    return new Source(protocol, kind, namespace, authority, true);
  }
}
