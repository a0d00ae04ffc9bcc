// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SSDP message, reduced to what discovery needs. Texts are clean and bounded, {@code ""} if
 * absent; absent numbers are null.
 *
 * @param kind the kind of message
 * @param type the notification type (NT) or search target (ST)
 * @param usn the unique service name as sent
 * @param udn its normalised UDN
 * @param location the URL of the description
 * @param server the SERVER header
 * @param maxAge the lifetime in seconds
 * @param bootId changes when the device restarts; in an update, the next one
 * @param configId changes with the description
 * @param mx how many seconds the sender of a search waits
 */
public record SsdpMessage(
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

  /** The kinds of messages. */
  public enum Kind {
    /** A device announces itself. */
    ALIVE,
    /** A device changes its BOOTID. */
    UPDATE,
    /** A device leaves. */
    BYEBYE,
    /** A device responds to a search. */
    RESPONSE,
    /** A control point searches. */
    MSEARCH
  }

  /** Returns whether it describes a UPnP device. */
  public boolean isDevice() {
    return kind != Kind.MSEARCH && !udn.isEmpty() && !isBambu();
  }

  /** Returns whether it concerns a root device with its embedded devices. */
  public boolean isRootDevice() {
    return type.equalsIgnoreCase(ROOT_DEVICE);
  }

  /** Returns whether it concerns the whole device, and not one of its types. */
  public boolean isWholeDevice() {
    return type.isEmpty() || isRootDevice() || Udn.normal(type).equals(udn);
  }

  /**
   * Returns whether a Bambu Lab printer sent it: its messages resemble SSDP, but not UPnP (a bare
   * address as LOCATION, a bare serial number as USN).
   */
  private boolean isBambu() {
    return type.toLowerCase(Locale.ROOT).startsWith(BAMBU);
  }
}
