// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SSDP message, as far as it concerns discovery. Texts are clean and bounded, {@code ""} where
 * the message has none; numbers are null then.
 *
 * @param kind what it says
 * @param type the notification type (NT) or search target (ST)
 * @param usn the unique service name as it was sent
 * @param udn the UDN in it, in the form in which it is compared
 * @param location where the description is said to be
 * @param server the SERVER header
 * @param maxAge for how many seconds it holds
 * @param bootId changes when the device starts anew; of an update the one that holds from now on
 * @param configId changes with the description
 * @param mx how many seconds the sender of a search waits
 */
record SsdpMessage(
    Kind kind,
    String type,
    String usn,
    String udn,
    String location,
    String server,
    @Nullable Long maxAge,
    @Nullable Long bootId,
    @Nullable Long configId,
    @Nullable Long mx) {

  private static final String BAMBU = "urn:bambulab-com:";
  private static final String ROOT_DEVICE = "upnp:rootdevice";

  /** What a message says. */
  enum Kind {
    /** A device is there. */
    ALIVE,
    /** A device goes on with another BOOTID. */
    UPDATE,
    /** A device leaves. */
    BYEBYE,
    /** A device answers a search. */
    RESPONSE,
    /** Somebody searches. */
    MSEARCH
  }

  /** Whether it tells of a UPnP device. */
  boolean isDevice() {
    return kind != Kind.MSEARCH && !udn.isEmpty() && !isBambu();
  }

  /** Whether it is about a root device, with all that is embedded in it. */
  boolean isRootDevice() {
    return type.equalsIgnoreCase(ROOT_DEVICE);
  }

  /** Whether it is about all that its UDN stands for, and not about one of its types. */
  boolean isWholeDevice() {
    return type.isEmpty() || isRootDevice() || Udn.normal(type).equals(udn);
  }

  /**
   * Whether a Bambu Lab printer sent it: its messages look like SSDP, but are none of UPnP (a bare
   * address as LOCATION, a bare serial number as USN).
   */
  private boolean isBambu() {
    return type.toLowerCase(Locale.ROOT).startsWith(BAMBU);
  }
}
