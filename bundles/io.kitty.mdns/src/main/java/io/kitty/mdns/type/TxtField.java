// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.type;

import io.kitty.device.Fact;
import org.jspecify.annotations.Nullable;

/** The meaning of a TXT value, independent of its key. */
public enum TxtField {
  NAME("name", Fact.NAME),
  VENDOR("manufacturer", Fact.VENDOR),
  MODEL("model", Fact.MODEL),
  CODE("model_code", Fact.MODEL_CODE),
  FIRMWARE("firmware", Fact.FIRMWARE),
  UUID("uuid", null),
  MAC("mac", null),
  /** A hardware address of 64 bits, with {@code fffe} in its middle. */
  EUI64("id", null),
  SERIAL("serial", null),
  ID("id", null),
  TYPE("type", null),
  RESOURCE("resource", null),
  LOCATION("note", null),
  /** A web page, as a whole URL. */
  PAGE("page", null),
  /** A web page, as the path on the service's port. */
  PATH("path", null),
  /** The address that the device states. */
  IP("claimed_ip", null),
  /** A value that changes all the time. */
  READING("", null),
  /** Bytes, shown in hexadecimal digits. */
  BYTES("", null);

  private final String attribute;
  private final @Nullable Fact fact;

  TxtField(String attribute, @Nullable Fact fact) {
    this.attribute = attribute;
    this.fact = fact;
  }

  /** Returns the attribute's name. */
  public String attribute() {
    return attribute;
  }

  /** Returns the fact, if it is one. */
  public @Nullable Fact fact() {
    return fact;
  }
}
