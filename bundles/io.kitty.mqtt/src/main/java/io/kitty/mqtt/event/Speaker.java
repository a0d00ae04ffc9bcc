// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

/** Which hub publishes the events of a device. */
public enum Speaker {
  /** This one. */
  THIS,
  /** Another one. */
  OTHER,
  /** None: it is not decided yet, or no hub that is online knows the device. */
  UNDECIDED
}
