// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.device.DeviceId;
import io.kitty.hub.History.Event;
import java.time.Instant;

/** One line of the history log. Immutable. */
sealed interface LogEntry {

  /** When it was, in wall time. */
  Instant at();

  /** The id that the record had. */
  DeviceId id();

  /** Something happened to a device. */
  record Happened(DeviceId id, Event event) implements LogEntry {
    @Override
    public Instant at() {
      return event.at();
    }
  }

  /**
   * What happened to a record until now is the past of another one from now on.
   *
   * @param successor the id of the other one
   * @param present whether the record was present until then
   */
  record Moved(Instant at, DeviceId id, DeviceId successor, boolean present) implements LogEntry {}

  /** Somebody had the record forgotten: what happened to it until now is told no more. */
  record Forgotten(Instant at, DeviceId id) implements LogEntry {}
}
