// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/** Why a device is no longer present. */
public enum DepartureReason {
  /** It said so. */
  GOODBYE,
  /** It went silent. */
  EXPIRED,
  /** The protocol that saw it was stopped. */
  PROVIDER_STOPPED,
  /** Somebody asked the hub to forget it. */
  FORGOTTEN,
  /** It turned out to be the same machine as another record, which goes on. */
  MERGED,
  /**
   * It is still there, but no longer what was asked for. Only one who follows some of the devices
   * is told this, never of the hub's own records.
   */
  UNMATCHED
}
