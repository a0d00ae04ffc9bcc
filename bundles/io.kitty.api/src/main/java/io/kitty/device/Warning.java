// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something about a device that a person should know, for instance that another machine claims its
 * identity. Immutable.
 *
 * @param code what it is, for programs: lower-case words joined by dashes, for instance {@code
 *     identity-conflict}
 * @param text the same for people, in one sentence; at most 512 characters
 * @param since when it began, in wall time
 * @param address the address of the other machine that it is about; null where there is none
 * @param mac the MAC address behind that address, as the kernel's neighbour table has it; null
 *     where unknown
 */
public record Warning(
    String code,
    String text,
    Instant since,
    @Nullable InetAddress address,
    Identifier.@Nullable Mac mac) {

  private static final int MAX_TEXT = 512;

  /** Cleans and bounds the text, which may quote what a stranger sent. */
  public Warning(
      String code,
      String text,
      Instant since,
      @Nullable InetAddress address,
      Identifier.@Nullable Mac mac) {
    this.code = code;
    this.text = SafeText.clean(text, MAX_TEXT);
    this.since = since;
    this.address = address;
    this.mac = mac;
  }

  /** One that is about no other machine. */
  public Warning(String code, String text, Instant since) {
    this(code, text, since, null, null);
  }
}
