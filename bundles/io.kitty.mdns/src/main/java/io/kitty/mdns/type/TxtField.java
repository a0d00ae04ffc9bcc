// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.type;

import io.kitty.device.Fact;
import org.jspecify.annotations.Nullable;

/** What the value of a TXT key means, whatever the key is called. */
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
  /** A page for people, as a whole URL. */
  PAGE("page", null),
  /** A page for people, as the path on the service's port. */
  PATH("path", null),
  /** The address that it claims to have. */
  IP("claimed_ip", null),
  /** What changes all the time. */
  READING("", null),
  /** What is no text: it is shown in hexadecimal digits. */
  BYTES("", null);

  private final String attribute;
  private final @Nullable Fact fact;

  TxtField(String attribute, @Nullable Fact fact) {
    this.attribute = attribute;
    this.fact = fact;
  }

  /** The name of the attribute that holds it. */
  public String attribute() {
    return attribute;
  }

  /** The fact that it states, if it is one. */
  public @Nullable Fact fact() {
    return fact;
  }
}
