// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import java.time.Instant;
import java.util.List;

/**
 * A person's decision that two records are one device, or that one is two. Immutable.
 *
 * @param id the id to undo it by
 * @param kind merge or split
 * @param subjects for {@code MERGE} the two devices, each by its strongest identifier or by a
 *     sighting; for {@code SPLIT} the identifier or sighting that no longer merges: {@code
 *     mac:00:11:22:33:44:55}, or {@code sighting:ssdp:uuid:1234}
 * @param made when it was made
 */
public record IdentityOverride(String id, Kind kind, List<String> subjects, Instant made) {

  /** The kind of override. */
  public enum Kind {
    /** Two records are one device. */
    MERGE,
    /** An identifier or sighting does not identify the device. */
    SPLIT
  }

  /** Copies its arguments. */
  public IdentityOverride {
    subjects = List.copyOf(subjects);
  }
}
