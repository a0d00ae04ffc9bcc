// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import io.kitty.identifier.Identifier;
import io.kitty.text.SafeText;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contradiction about a device that a person should know of, for instance that another device
 * claims its identity. Immutable.
 *
 * @param code a code for programs: lower-case words joined by dashes, for instance {@code
 *     identity-conflict}
 * @param text the same for people, in one sentence; at most 512 characters
 * @param since when it began, wall time
 * @param address the address of the other device involved; null if there is none
 * @param mac the MAC address of that address in the kernel's neighbour table; null if unknown
 */
public record Warning(
    String code,
    String text,
    Instant since,
    @Nullable InetAddress address,
    Identifier.@Nullable Mac mac) {

  private static final int MAX_TEXT = 512;

  /** Cleans and bounds the text, which may contain untrusted input. */
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

  /** Creates a warning that involves no other device. */
  public Warning(String code, String text, Instant since) {
    this(code, text, since, null, null);
  }
}
