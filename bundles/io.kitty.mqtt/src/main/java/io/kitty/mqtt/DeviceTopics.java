// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.device.Device;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.SlugFile.PublishedDevice;
import io.kitty.mqtt.message.DeviceMessages;
import io.kitty.mqtt.message.DiscoveryMessages;
import io.kitty.mqtt.message.HubMessages;
import io.kitty.mqtt.message.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the retained topics in step with the devices of the hub. Not thread-safe. */
final class DeviceTopics {

  private final Hub hub;
  private final DeviceQuery filter;
  private final SlugFile slugs;
  private final Topics topics;
  private final DeviceMessages states;
  private final HubMessages hubStates;
  private final DiscoveryMessages discovery;
  private final RetainedTopics retained;

  private String version = "";

  /** The topics of each published device, by its slug. */
  private final Map<String, Set<String>> published = new HashMap<>();

  /**
   * @param filter which devices are published
   * @param url the page of the hub; {@code ""} for none
   */
  DeviceTopics(
      Hub hub,
      DeviceQuery filter,
      SlugFile slugs,
      Topics topics,
      DiscoveryMessages.Form form,
      String url,
      RetainedTopics retained) {
    this.hub = hub;
    this.filter = filter;
    this.slugs = slugs;
    this.topics = topics;
    this.retained = retained;
    states = new DeviceMessages(topics, url);
    hubStates = new HubMessages(topics, url);
    discovery = new DiscoveryMessages(topics, form, states, hubStates);
  }

  /** Returns whether a message on a discovery topic is one of this hub. */
  boolean isOwn(byte[] payload) {
    return discovery.isOwn(payload);
  }

  /** Returns the number of published devices. */
  int size() {
    return published.size();
  }

  /** Updates everything. */
  void refreshAll() {
    refreshHub();
    Collection<Device> devices = hub.devices();
    devices.forEach(this::refresh);
    Set<DeviceId> ids = new LinkedHashSet<>(slugs.ids());
    devices.forEach(device -> ids.remove(device.id()));
    ids.forEach(this::forget);
    slugs.save();
  }

  /** Updates some devices, which may have another id now, or be unknown. */
  void refresh(Collection<DeviceId> ids) {
    for (DeviceId id : ids) {
      Optional<Device> device = hub.device(id);
      device.ifPresent(this::refresh);
      if (device.isEmpty() || !device.get().id().equals(id)) {
        forget(id); // unless its slug has moved to its new id
      }
    }
    slugs.save();
  }

  private void refresh(Device device) {
    if (!filter.test(device)) {
      slugs.find(device.id()).ifPresent(this::remove);
      return;
    }
    PublishedDevice known = slugs.of(device, this::isDevice);
    Map<String, String> messages = new LinkedHashMap<>();
    messages.putAll(discovery.of(known.slug(), device, known.parts(), version));
    messages.put(topics.state(known.slug()), states.state(device, known.parts()));
    put(known.slug(), messages);
  }

  /** Updates the messages for the hub itself. */
  void refreshHub() {
    Health health = hub.health();
    version = health.version();
    List<Device> devices = hub.devices().stream().filter(filter).toList();
    discovery.ofHub(version).forEach(retained::put);
    retained.put(topics.hubState(), hubStates.state(devices, health));
  }

  private boolean isDevice(DeviceId id) {
    return hub.device(id).filter(device -> device.id().equals(id)).isPresent();
  }

  private void put(String slug, Map<String, String> messages) {
    Set<String> before = published.put(slug, new LinkedHashSet<>(messages.keySet()));
    messages.forEach(retained::put);
    if (before != null) {
      before.removeAll(messages.keySet());
      retained.remove(before);
    }
  }

  private void forget(DeviceId id) {
    slugs.drop(id).ifPresent(this::remove);
  }

  private void remove(String slug) {
    Set<String> before = published.remove(slug);
    if (before != null) {
      retained.remove(before);
    }
  }
}
