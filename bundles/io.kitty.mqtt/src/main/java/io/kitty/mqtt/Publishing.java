// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.commons.HostName;
import io.kitty.commons.Seconds;
import io.kitty.commons.hub.HubNameFile;
import io.kitty.commons.key.Secret;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.broker.BrokerTls;
import io.kitty.mqtt.broker.BrokerUrl;
import io.kitty.mqtt.event.EventMessages;
import io.kitty.mqtt.message.DiscoveryMessages;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.Topics;
import io.kitty.mqtt.topic.BrokerTopics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is published with one configuration. Thread-safe.
 *
 * @param target where the topics are: another configuration with the same takes them over
 */
record Publishing(String target, MqttSession session, EventMessages events) {

  /** How long the hub runs until it counts as knowing all its devices again. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /**
   * Prepares it; nothing is published yet.
   *
   * @param folder where what outlives a restart is kept
   * @param page the page of the hub as other hosts reach it; {@code ""} for none
   * @throws IllegalArgumentException with a sentence for people, if it cannot be used
   */
  static Publishing with(
      MqttConfig config, Hub hub, DeviceCodec codec, Path folder, Supplier<String> page) {
    BrokerSettings broker =
        new BrokerSettings(
            BrokerUrl.parse(config.url()),
            config.user().strip(),
            Secret.of("password", config.password(), config.password_file()),
            BrokerTls.sockets(config.ca_file(), config.cert_file(), config.key_file()));
    DeviceQuery filter =
        DeviceQuery.builder()
            .presence(Set.of())
            .kinds(Set.of(config.kinds()))
            .tags(Set.of(config.tags()))
            .build();
    String name =
        config.hub().isEmpty()
            ? HubNameFile.in(folder.resolve("hub")).replace('.', '_')
            : config.hub();
    String label = config.hub().isEmpty() ? HostName.get() : config.hub();
    Topics topics = new Topics(config.discovery_prefix(), config.base_topic(), name);
    BrokerTopics retained =
        new BrokerTopics(
            hub,
            filter,
            folder.resolve("mqtt-slugs"),
            topics,
            DiscoveryMessages.Form.valueOf(config.form().toUpperCase(Locale.ROOT)),
            () ->
                new HubInfo(
                    label,
                    hub.health().version(),
                    config.hub_url().isEmpty() ? page.get() : config.hub_url()));
    MqttSession session =
        new MqttSession(
            broker,
            topics,
            hub,
            retained,
            Seconds.toDuration(config.readings_interval()),
            Publishing::isSettled);
    return new Publishing(target(config), session, new EventMessages(codec, filter));
  }

  /** Returns the target of a configuration. */
  static String target(MqttConfig config) {
    return String.join(
        " ",
        config.url(),
        config.discovery_prefix(),
        config.base_topic(),
        config.hub(),
        config.form());
  }

  private static boolean isSettled() {
    return ManagementFactory.getRuntimeMXBean().getUptime() >= SETTLED.toMillis();
  }

  /** Publishes what follows from an event. */
  void onEvent(DeviceEvent event) {
    session.changes().onChange(event.device().id());
    if (event instanceof DeviceEvent.Changed change) {
      session.changes().onChange(change.before().id());
    }
    if (event instanceof DeviceEvent.Departed departure) {
      departure.next().ifPresent(session.changes()::onChange);
    }
    events.of(event).forEach(message -> session.onEvent(event.device().id(), message));
  }
}
