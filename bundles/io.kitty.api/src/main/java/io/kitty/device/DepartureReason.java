// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/** The reason why a device is no longer present. */
public enum DepartureReason {
  /** It sent a goodbye. */
  GOODBYE,
  /** All its evidence expired. */
  EXPIRED,
  /** The protocol that saw it was stopped. */
  PROVIDER_STOPPED,
  /** A person had the hub forget it. */
  FORGOTTEN,
  /** It was merged into another record, which continues. */
  MERGED,
  /**
   * It is still present, but no longer matches the query. Only filtered event streams report this;
   * the hub's own records never have it.
   */
  UNMATCHED
}
