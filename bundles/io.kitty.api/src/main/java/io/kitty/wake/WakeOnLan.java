// SPDX-License-Identifier: Apache-2.0
package io.kitty.wake;

import io.kitty.identifier.DeviceId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Wakes devices that sleep, by Wake-on-LAN. Whether a device wakes is not known: it does not
 * answer. Thread-safe. An OSGi service.
 */
@ProviderType
public interface WakeOnLan {

  /** What became of a request. */
  enum Outcome {
    /** The packets were sent. */
    SENT("sent"),
    /** There is no device with this id or alias. */
    UNKNOWN_DEVICE("there is no such device"),
    /** No MAC address is known, for instance as the device is behind a router. */
    NO_MAC("no MAC address of it is known; only a device in the hub's own network has one"),
    /** All its MAC addresses are randomised, so that no network card listens to them in sleep. */
    RANDOM_MAC("its MAC address is a random one, to which no network card in sleep listens"),
    /** It was woken less than a second ago. */
    TOO_SOON("it was woken less than a second ago"),
    /** Nothing could be sent. */
    NOT_SENT("no interface that a protocol uses could send the packet");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** Returns the same for people, as a part of a sentence. */
    public String text() {
      return text;
    }
  }

  /** Sends the packets that wake a device, at most once a second. */
  Outcome wake(DeviceId id);
}
