// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

/** Which hub publishes the events of a device. */
public enum Speaker {
  /** This one. */
  THIS,
  /** Another one, which does not see the device. */
  OTHER,
  /** Another one, which sees the device. */
  OTHER_THAT_SEES_IT,
  /** None yet. */
  UNDECIDED
}
