// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History.Event;
import java.time.Instant;

/** One line of the history log. Immutable. */
public sealed interface LogEntry {

  /** Returns when it happened, wall time. */
  Instant at();

  /** Returns the id of the record. */
  DeviceId id();

  /** An event of a device. */
  record Happened(DeviceId id, Event event) implements LogEntry {
    @Override
    public Instant at() {
      return event.at();
    }
  }

  /**
   * The record was merged: its history up to now belongs to another record.
   *
   * @param successor the id of the other record
   * @param present whether the record was present until then
   */
  record Moved(Instant at, DeviceId id, DeviceId successor, boolean present) implements LogEntry {}

  /** A person had the record forgotten: its history up to now is no longer returned. */
  record Forgotten(Instant at, DeviceId id) implements LogEntry {}
}
