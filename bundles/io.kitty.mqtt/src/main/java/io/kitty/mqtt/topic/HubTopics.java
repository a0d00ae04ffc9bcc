// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import io.kitty.device.Device;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.HubMessages;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the topics of the hub itself in step with it. Not thread-safe. */
final class HubTopics {

  private final Hub hub;
  private final DeviceQuery filter;
  private final HubMessages messages;
  private final SpokenTopics spoken;
  private final String slug;
  private Map<String, String> published = Map.of();

  HubTopics(Hub hub, DeviceQuery filter, String slug, HubMessages messages, SpokenTopics spoken) {
    this.hub = hub;
    this.filter = filter;
    this.slug = slug;
    this.messages = messages;
    this.spoken = spoken;
  }

  /** Forgets what was published, as another connection begins. */
  void clear() {
    published = Map.of();
  }

  void refresh(HubInfo info) {
    List<Device> devices = hub.devices().stream().filter(filter).toList();
    Health health = hub.health();
    Map<String, String> now = messages.of(info, devices, health);
    if (published.isEmpty()) {
      spoken.begin(slug, now);
    } else {
      spoken.put(published.keySet(), now);
    }
    published = now;
  }

  void purge() {
    spoken.remove(Set.copyOf(published.keySet()));
    published = Map.of();
  }
}
