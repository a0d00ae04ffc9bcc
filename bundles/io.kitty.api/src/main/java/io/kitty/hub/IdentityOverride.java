// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.time.Instant;
import java.util.List;

/**
 * What people corrected in which records are one machine. Immutable.
 *
 * @param id under which it can be undone
 * @param kind what was corrected
 * @param of for {@code MERGE} the two machines, each by its strongest identifier or by what a
 *     protocol saw of it; for {@code SPLIT} the one identifier or sighting that joins no more:
 *     {@code mac:00:11:22:33:44:55}, or {@code sighting:ssdp:uuid:1234}
 * @param made when
 */
public record IdentityOverride(String id, Kind kind, List<String> of, Instant made) {

  /** What was corrected. */
  public enum Kind {
    /** Two records are one machine. */
    MERGE,
    /** Something does not tell which machine it is. */
    SPLIT
  }

  /** Copies what it is given. */
  public IdentityOverride {
    of = List.copyOf(of);
  }
}
