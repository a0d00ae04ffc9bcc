// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/**
 * What a protocol may say about a machine that every protocol means alike, and what people say of
 * it, which no protocol can.
 */
public enum Fact {
  /** The name that its owner gave it. */
  NAME,
  /** What sort of machine it is, for instance {@code bambu}, {@code printer} or {@code host}. */
  KIND,
  /** Its own state in its own words, for instance {@code IDLE}. */
  STATUS,
  /** Who made it. */
  VENDOR,
  /** The model in words. */
  MODEL,
  /** The maker's code for the model. */
  MODEL_CODE,
  /** The firmware's version. */
  FIRMWARE,
  /** A page for people. */
  URL,
  /** The host name, also where it is too weak to identify the machine (reverse DNS). */
  HOSTNAME,
  /** {@code true} for a machine that exists in software only. */
  VIRTUAL,
  /** The name that people of this house call it by. */
  USER_NAME,
  /** What people note of it. */
  USER_NOTE,
  /** The room it is in. */
  USER_ROOM,
  /** Words that people sort it by, joined by commas. */
  USER_TAGS,
  /** {@code true} for one that people do not want to see. */
  USER_IGNORED;

  /** Whether people say it, not protocols. */
  public boolean byUser() {
    return ordinal() >= USER_NAME.ordinal();
  }
}
