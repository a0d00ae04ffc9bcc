// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/**
 * An attribute of a device that means the same in every protocol, or an annotation, which no
 * protocol can set.
 */
public enum Fact {
  /** The name that its owner configured. */
  NAME,
  /** The kind of device, for instance {@code bambu}, {@code printer} or {@code host}. */
  KIND,
  /** Its status in its own words, for instance {@code IDLE}. */
  STATUS,
  /** The manufacturer. */
  VENDOR,
  /** The model name. */
  MODEL,
  /** The manufacturer's code for the model. */
  MODEL_CODE,
  /** The firmware version. */
  FIRMWARE,
  /** A web page for people. */
  URL,
  /** The host name, also one too weak to identify the device (reverse DNS). */
  HOSTNAME,
  /** {@code true} for a device that exists in software only. */
  VIRTUAL,
  /** The name that a person entered. */
  USER_NAME,
  /** The note that a person entered. */
  USER_NOTE,
  /** The room that it is in. */
  USER_ROOM,
  /** Its tags, joined by commas. */
  USER_TAGS,
  /** {@code true} if a person wants it hidden. */
  USER_IGNORED;

  /** Returns whether it is an annotation, which people enter. */
  public boolean byUser() {
    return ordinal() >= USER_NAME.ordinal();
  }
}
