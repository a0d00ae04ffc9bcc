// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.util.Locale;

/** Why a connection got no answer. */
public enum RejectReason {
  /** It began neither with a frame nor with TLS. */
  MAGIC,
  /** Its frame says that it is shorter than a frame can be, or longer than is read. */
  LENGTH,
  /** Its frame does not end where it said. */
  TRAILER,
  /** What it said is no JSON object of the form that slicers send. */
  JSON,
  /** It asked for something else. */
  COMMAND,
  /** TLS came to no agreement. */
  TLS,
  /** It said more than anybody has to say. */
  OVERSIZE,
  /** It hung up before it had asked. */
  HUNG_UP,
  /** It took too long. */
  TIMEOUT,
  /** It had been silent for longest when another one came and there was no room. */
  CROWDED;

  /** Its name in counters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
