// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.commons.HostName;
import io.kitty.commons.Seconds;
import io.kitty.commons.hub.HubNameFile;
import io.kitty.commons.key.Secret;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.broker.BrokerTls;
import io.kitty.mqtt.broker.BrokerUrl;
import io.kitty.mqtt.message.DiscoveryMessages;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.Topics;
import io.kitty.mqtt.topic.BrokerTopics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a configuration asks for, with the contents of its files: all that can fail is done, and
 * nothing is opened yet. Immutable.
 *
 * @param target where the topics are: another configuration with the same takes them over
 * @param broker how to connect
 * @param topics where to publish
 * @param filter which devices are published
 * @param form how devices are described
 * @param label the name of this hub for people
 * @param page the page of this hub; {@code ""} if none is set
 * @param readingsInterval the time between two messages that differ in readings only
 * @param slugs the file of slugs
 */
record PublisherSetup(
    String target,
    BrokerSettings broker,
    Topics topics,
    DeviceQuery filter,
    DiscoveryMessages.Form form,
    String label,
    String page,
    Duration readingsInterval,
    Path slugs) {

  /** How long the hub runs until it counts as knowing all its devices again. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /**
   * Parses a configuration, and reads its files.
   *
   * @param folder where what outlives a restart is kept
   * @throws IllegalArgumentException with a sentence for people, if it cannot be used
   */
  static PublisherSetup of(MqttConfig config, Path folder) {
    BrokerSettings broker =
        new BrokerSettings(
            BrokerUrl.parse(config.url()),
            config.user().strip(),
            Secret.of("password", config.password(), config.password_file()),
            BrokerTls.sockets(config.ca_file(), config.cert_file(), config.key_file()));
    DeviceQuery filter =
        DeviceQuery.builder()
            .presence(Set.of())
            .kinds(Set.copyOf(List.of(config.kinds())))
            .tags(Set.copyOf(List.of(config.tags())))
            .build();
    String name =
        config.hub().isEmpty()
            ? HubNameFile.in(folder.resolve("hub")).replace('.', '_')
            : config.hub();
    return new PublisherSetup(
        target(config),
        broker,
        new Topics(config.discovery_prefix(), config.base_topic(), name),
        filter,
        DiscoveryMessages.Form.valueOf(config.form().toUpperCase(Locale.ROOT)),
        config.hub().isEmpty() ? HostName.get() : config.hub(),
        config.hub_url(),
        Seconds.toDuration(config.readings_interval()),
        folder.resolve("mqtt-slugs"));
  }

  private static String target(MqttConfig config) {
    return String.join(
        " ",
        config.url(),
        config.discovery_prefix(),
        config.base_topic(),
        config.hub(),
        config.form());
  }

  /**
   * Returns a session that is not started yet. Reads the file of slugs, so that the session before
   * it must have been closed.
   *
   * @param hubPage the page of the hub as other hosts reach it, if none is set; {@code ""} for none
   */
  MqttSession session(Hub hub, Supplier<String> hubPage) {
    BrokerTopics retained =
        new BrokerTopics(
            hub,
            filter,
            slugs,
            topics,
            form,
            () ->
                new HubInfo(label, hub.health().version(), page.isEmpty() ? hubPage.get() : page));
    return new MqttSession(
        broker, topics, hub, retained, readingsInterval, PublisherSetup::isSettled);
  }

  private static boolean isSettled() {
    return ManagementFactory.getRuntimeMXBean().getUptime() >= SETTLED.toMillis();
  }
}
