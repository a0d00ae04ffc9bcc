// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.broker.BrokerPublisher;
import io.kitty.commons.Seconds;
import io.kitty.commons.key.PublicProperties;
import io.kitty.commons.key.Secret;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.event.ReadingListener;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.broker.BrokerTls;
import io.kitty.mqtt.broker.BrokerUrl;
import io.kitty.mqtt.message.DiscoveryMessages;
import io.kitty.mqtt.message.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * MQTT as a module of the hub. Once it is disabled or its bundle is stopped, nothing of it is left
 * at the broker; a stop of the hub leaves everything.
 *
 * <p>It registers itself, since the properties of a service are visible to every bundle and
 * command, and those of the component contain the password.
 */
@Component(
    name = "io.kitty.mqtt",
    service = {},
    immediate = true)
@Designate(ocd = MqttConfig.class)
@HubModule.Name(MqttModule.ID)
public final class MqttModule
    implements HubModule, BrokerPublisher, DeviceListener, ReadingListener {

  static final String ID = "mqtt";

  /** How long the hub runs until it counts as knowing all its devices again. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /** What is published while the module is enabled; used from any thread. */
  private record Publishing(String target, MqttSession session, EventMessages events) {}

  private final BundleContext bundles;
  private final Hub hub;
  private final DeviceCodec codec;
  private volatile @Nullable Publishing publishing;
  private volatile String failure = "";
  private @Nullable ServiceRegistration<?> registration;

  @Activate
  public MqttModule(
      BundleContext bundles, @Reference Hub hub, @Reference DeviceCodec codec, MqttConfig config) {
    this.bundles = bundles;
    this.hub = hub;
    this.codec = codec;
    open(config);
  }

  @Activate
  void register() {
    registration =
        PublicProperties.register(
            bundles,
            this,
            Map.of(),
            "password",
            HubModule.class,
            BrokerPublisher.class,
            DeviceListener.class,
            ReadingListener.class);
  }

  @Modified
  void modified(MqttConfig config) {
    Publishing last = publishing;
    publishing = null;
    if (last != null) {
      if (!config.enabled() || !last.target().equals(target(config))) {
        last.session().purge();
      }
      last.session().close();
    }
    open(config);
  }

  /** Returns where the topics are: another configuration with the same takes them over. */
  private static String target(MqttConfig config) {
    return String.join(" ", config.url(), config.discovery_prefix(), config.base_topic());
  }

  private void open(MqttConfig config) {
    failure = "";
    if (config.enabled()) {
      try {
        Publishing opened = publishing(config);
        opened.session().start();
        publishing = opened;
      } catch (IllegalArgumentException e) {
        failure = "etc/io.kitty.mqtt.cfg: " + e.getMessage();
      }
    }
  }

  private Publishing publishing(MqttConfig config) {
    BrokerSettings broker =
        new BrokerSettings(
            BrokerUrl.parse(config.url()),
            config.user().strip(),
            Secret.of("password", config.password(), config.password_file()),
            BrokerTls.sockets(config.ca_file(), config.cert_file(), config.key_file()));
    Topics topics = new Topics(config.discovery_prefix(), config.base_topic());
    DeviceQuery filter =
        DeviceQuery.builder()
            .presence(Set.of())
            .kinds(Set.of(config.kinds()))
            .tags(Set.of(config.tags()))
            .build();
    RetainedTopics retained = new RetainedTopics();
    DeviceTopics devices =
        new DeviceTopics(
            hub,
            filter,
            new SlugFile(data().resolve("kitty").resolve("mqtt-slugs")),
            topics,
            DiscoveryMessages.Form.valueOf(config.form().toUpperCase(Locale.ROOT)),
            config.hub_url(),
            retained);
    MqttSession session =
        new MqttSession(
            broker,
            topics,
            hub,
            devices,
            retained,
            Seconds.toDuration(config.readings_interval()),
            MqttModule::isSettled);
    return new Publishing(target(config), session, new EventMessages(codec, filter));
  }

  private Path data() {
    return Path.of(Objects.requireNonNullElse(bundles.getProperty("karaf.data"), "data"));
  }

  private static boolean isSettled() {
    return ManagementFactory.getRuntimeMXBean().getUptime() >= SETTLED.toMillis();
  }

  @Deactivate
  void stop() {
    if (registration != null) {
      registration.unregister();
    }
    Publishing last = publishing;
    publishing = null;
    if (last != null) {
      if (isStopping(bundles.getBundle())
          && !isStopping(bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION))) {
        last.session().purge();
      }
      last.session().close();
    }
  }

  private static boolean isStopping(Bundle bundle) {
    return bundle.getState() == Bundle.STOPPING;
  }

  @Override
  public void onEvent(DeviceEvent event) {
    Publishing current = publishing;
    if (current != null) {
      current.session().changes().onChange(event.device().id());
      if (event instanceof DeviceEvent.Changed change) {
        current.session().changes().onChange(change.before().id());
      }
      if (event instanceof DeviceEvent.Departed departure) {
        departure.next().ifPresent(current.session().changes()::onChange);
      }
      current.events().of(event).forEach(current.session()::onEvent);
    }
  }

  @Override
  public void onReading(Device device) {
    Publishing current = publishing;
    if (current != null) {
      current.session().changes().onReading(device.id());
    }
  }

  @Override
  public ModuleStatus status() {
    Publishing current = publishing;
    if (current != null) {
      return current.session().status(ID);
    }
    return ModuleStatus.of(
        ID, failure.isEmpty() ? State.DISABLED : State.FAILED, failure, Map.of());
  }

  @Override
  public boolean purge() {
    Publishing current = publishing;
    if (current != null) {
      current.session().purge();
    }
    return current != null;
  }
}
