// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Records what happens to devices, and reads it back for {@link Hub#history}. Register it as an
 * OSGi service; the hub uses one, and records nothing while there is none.
 *
 * <p>It is no {@link io.kitty.event.DeviceListener}: a listener's queue may drop events, and events
 * do not report every record that is merged or forgotten.
 */
@ConsumerType
public interface DeviceHistory {

  /**
   * Records an event. Called in order by one thread, before any listener receives the event;
   * returns at once.
   */
  void onEvent(DeviceEvent event);

  /**
   * Records that a device's record was merged or forgotten. Called for departed devices too, and
   * for merges that are found when a registry is loaded; by the thread of {@link #onEvent}, after
   * the events of that record. Returns at once.
   *
   * @param last the record as it was
   * @param successor the id of the record that continues it; null if it was forgotten
   */
  void onRemoved(Device last, @Nullable DeviceId successor);

  /**
   * Returns the history of a device in a period, with all that was recorded until now. Any thread;
   * reads a file.
   */
  History history(Device device, Instant from, Instant to);

  /** Why the history is not kept, a sentence for each reason; none while it is. Any thread. */
  List<String> problems();

  /** Counters, under names that begin with {@code history_}. Any thread. */
  Map<String, Long> counters();
}
