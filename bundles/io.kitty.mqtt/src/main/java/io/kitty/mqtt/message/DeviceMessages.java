// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import io.kitty.device.Device;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The messages about a device: its description and its state. Thread-safe. */
public final class DeviceMessages {

  private final Topics topics;
  private final DiscoveryMessages discovery;
  private final DeviceEntities entities;
  private final Supplier<HubInfo> hub;

  /**
   * @param hub what is known of the hub itself
   */
  public DeviceMessages(Topics topics, DiscoveryMessages discovery, Supplier<HubInfo> hub) {
    this.topics = topics;
    this.discovery = discovery;
    this.entities = new DeviceEntities(topics);
    this.hub = hub;
  }

  /**
   * Returns the messages by their topics, that of the state last.
   *
   * @param parts what the device has ever told
   */
  public Map<String, String> of(String slug, Device device, Set<DevicePart> parts) {
    HubInfo info = hub.get();
    DeviceDescription description = new DeviceDescription(topics, device, info.url());
    Map<String, String> messages =
        discovery.of(
            slug,
            description.json(slug),
            entities.of(slug, description.name(), parts),
            topics.state(slug),
            info.version());
    messages.put(topics.state(slug), DeviceState.of(device, parts));
    return messages;
  }
}
