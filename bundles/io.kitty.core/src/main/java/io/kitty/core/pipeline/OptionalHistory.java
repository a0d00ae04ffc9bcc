// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceHistory;
import io.kitty.inventory.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history's service while it is there; records nothing while it is not. */
public final class OptionalHistory implements DeviceHistory {

  private volatile @Nullable DeviceHistory service;

  public void use(DeviceHistory next) {
    service = next;
  }

  public void release(DeviceHistory last) {
    if (service == last) {
      service = null;
    }
  }

  @Override
  public void onEvent(DeviceEvent event) {
    DeviceHistory current = service;
    if (current != null) {
      current.onEvent(event);
    }
  }

  @Override
  public void onRemoved(Device last, @Nullable DeviceId successor) {
    DeviceHistory current = service;
    if (current != null) {
      current.onRemoved(last, successor);
    }
  }

  @Override
  public History history(Device device, Instant from, Instant to) {
    DeviceHistory current = service;
    return current == null ? History.empty(from, to) : current.history(device, from, to);
  }

  @Override
  public List<String> problems() {
    DeviceHistory current = service;
    return current == null ? List.of() : current.problems();
  }

  @Override
  public Map<String, Long> counters() {
    DeviceHistory current = service;
    return current == null ? Map.of() : current.counters();
  }
}
