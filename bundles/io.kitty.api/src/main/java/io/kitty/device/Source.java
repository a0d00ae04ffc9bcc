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
 */
public record Source(String id, String kind, String namespace, Authority authority) {}
