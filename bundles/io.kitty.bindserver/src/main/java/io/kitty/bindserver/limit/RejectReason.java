// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.limit;

import java.util.Locale;

/** Why a connection got no reply. */
public enum RejectReason {
  /** It started neither with a frame nor with TLS. */
  MAGIC,
  /** The length in its frame is too short for a frame, or exceeds the maximum. */
  LENGTH,
  /** Its frame has no trailer where its length says. */
  TRAILER,
  /** Its text is no JSON object of the form that slicers send. */
  JSON,
  /** It requested something else. */
  COMMAND,
  /** The TLS handshake failed. */
  TLS,
  /** It sent too many bytes. */
  OVERSIZE,
  /** It closed the connection before its request was complete. */
  HUNG_UP,
  /** It exceeded the request timeout. */
  TIMEOUT,
  /** It had been idle the longest when another connection needed its place. */
  CROWDED;

  /** Returns its name in counters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
