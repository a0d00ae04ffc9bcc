// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.util.Locale;

/**
 * An attribute of a device that means the same in every protocol, or an annotation, which no
 * protocol can set.
 */
public enum Fact {
  /** The name that its owner configured. */
  NAME,
  /** The kind of device, for instance {@code bambu}, {@code printer} or {@code host}. */
  KIND,
  /**
   * Its status: a name of {@link io.kitty.state.DeviceStatus}, or a word of its own that none of
   * them means.
   */
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
  /**
   * Where its owner enters the key without which it does not tell its state, for people; absent if
   * it tells it.
   */
  NEEDS_KEY,
  /** The name that a person entered. */
  USER_NAME("name"),
  /** The note that a person entered. */
  USER_NOTE("note"),
  /** The room that it is in. */
  USER_ROOM("room"),
  /** Its tags, joined by commas. */
  USER_TAGS("tags"),
  /** {@code true} if a person wants it hidden. */
  USER_IGNORED("ignored"),
  /** {@code true} if it may sleep: that it comes and goes is no news. */
  USER_SLEEPS("sleeps");

  private final boolean byUser;
  private final String member;

  /** Creates an attribute, which protocols state. */
  Fact() {
    byUser = false;
    member = name().toLowerCase(Locale.ROOT);
  }

  /** Creates an annotation, which only people enter. */
  Fact(String member) {
    byUser = true;
    this.member = member;
  }

  /** Returns whether it is an annotation, which people enter. */
  public boolean byUser() {
    return byUser;
  }

  /**
   * Returns its name in the JSON of a device: a member of the device or, for an annotation, of the
   * object {@code user}.
   */
  public String member() {
    return member;
  }
}
