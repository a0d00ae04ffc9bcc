// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.claim.Claims;
import io.kitty.mqtt.event.Speaker;
import io.kitty.mqtt.event.Speakers;
import io.kitty.mqtt.message.DeviceMessages;
import io.kitty.mqtt.message.DiscoveryMessages;
import io.kitty.mqtt.message.FoundMessage;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.HubMessages;
import io.kitty.mqtt.message.Topics;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All that this hub retains at the broker. Not thread-safe. */
public final class BrokerTopics implements Claims.Listener, Speakers {

  /** The claim to the topic on which any hub is said to be online; no device has this slug. */
  private static final String SHARED_STATUS = "status";

  private final Topics topics;
  private final Supplier<HubInfo> info;
  private final RetainedTopics retained = new RetainedTopics();
  private final Claims claims;
  private final ReadBack readBack;
  private final DeviceTopics devices;
  private final HubTopics hubTopics;
  private HubInfo current;

  /**
   * @param filter which devices are published
   * @param slugs the file of slugs
   * @param info what is known of the hub itself now
   */
  public BrokerTopics(
      Hub hub,
      DeviceQuery filter,
      Path slugs,
      Topics topics,
      DiscoveryMessages.Form form,
      Supplier<HubInfo> info) {
    this.topics = topics;
    this.info = info;
    current = info.get();
    claims = new Claims(topics.hub(), this);
    readBack = new ReadBack(topics, claims, retained);
    SpokenTopics spoken = new SpokenTopics(retained, readBack);
    DiscoveryMessages discovery = new DiscoveryMessages(topics, form);
    devices =
        new DeviceTopics(
            hub,
            filter,
            new DeviceSlugs(slugs, claims, id -> isDevice(hub, id)),
            claims,
            new DeviceMessages(topics, discovery, () -> current),
            spoken);
    hubTopics =
        new HubTopics(hub, filter, topics.hubSlug(), new HubMessages(topics, discovery), spoken);
  }

  private static boolean isDevice(Hub hub, DeviceId id) {
    return hub.device(id).filter(device -> device.id().equals(id)).isPresent();
  }

  /** Returns what is to be published. */
  public RetainedTopics retained() {
    return retained;
  }

  /** Returns which hub speaks for what. */
  public Claims claims() {
    return claims;
  }

  /** Forgets what was published, as another connection begins. */
  public void clear() {
    retained.clear();
    claims.reset();
    readBack.clear();
    devices.clear();
    hubTopics.clear();
  }

  /** Updates everything. */
  public void refreshAll() {
    claims.claim(SHARED_STATUS);
    current = info.get();
    refreshHub();
    devices.refreshAll();
  }

  /** Updates some devices, which may have another id now, or be unknown. */
  public void refresh(Collection<DeviceId> ids) {
    devices.refresh(ids);
  }

  /** Updates what is known of the hub itself. */
  public void refreshHub() {
    hubTopics.refresh(current);
  }

  /** Returns the number of devices for which this hub speaks. */
  public long size() {
    return devices.size();
  }

  @Override
  public Optional<String> slug(DeviceId id) {
    return devices.slug(id);
  }

  @Override
  public Speaker speaker(DeviceId id) {
    return devices.speaker(id);
  }

  @Override
  public boolean isKnownElsewhere(String slug) {
    return claims.others().knows(slug);
  }

  @Override
  public Set<String> takeRemoved() {
    return devices.takeRemoved();
  }

  @Override
  public boolean isSeenElsewhere(DeviceId id) {
    return devices.isSeenElsewhere(id);
  }

  /** What this hub had to say of devices for which it does not speak any more is published. */
  public void endTurns() {
    devices.endTurns();
  }

  /** Returns whether this hub speaks for what belongs to no single hub. */
  @Override
  public boolean leads() {
    return claims.speaks(SHARED_STATUS);
  }

  /** Returns whether it is decided which hub {@linkplain #leads leads}. */
  public boolean isLeaderKnown() {
    return !claims.isPending(SHARED_STATUS);
  }

  /** The broker had retained this message of this program. */
  public void onFound(String topic, FoundMessage message) {
    readBack.onFound(topic, message);
  }

  /** Removes what is not true any more; called once the hub knows all its devices. */
  public void removeTheRest() {
    readBack.removeTheRest(leads());
  }

  /** Removes everything, except the devices for which another hub is going to speak. */
  public void purge() {
    boolean leads = leads();
    devices.purge();
    hubTopics.purge();
    claims.release(SHARED_STATUS);
    readBack.removeTheRest(leads);
    retained.remove(List.of(topics.hubStatus()));
  }

  @Override
  public void onClaim(String slug, String claim) {
    if (claim.isEmpty()) {
      retained.remove(List.of(topics.claim(slug)));
    } else {
      retained.put(topics.claim(slug), claim);
    }
  }

  @Override
  public void onSpeaking(String slug, boolean speaking) {
    devices.onSpeaking(slug, speaking);
  }

  @Override
  public void onLast(String slug) {
    devices.onLast(slug);
  }
}
