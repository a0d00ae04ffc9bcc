// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.broker.BrokerPublisher;
import io.kitty.commons.hub.HubUrls;
import io.kitty.commons.key.PublicProperties;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.event.ReadingListener;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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

  private final BundleContext bundles;
  private final Hub hub;
  private final DeviceCodec codec;
  private volatile @Nullable Publishing publishing;
  private volatile Map<String, ?> page = Map.of();
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

  /** Takes the module that serves the page of the hub. */
  @Reference(
      service = HubModule.class,
      target = "(" + HubModule.ADDRESS + "=*)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "bindPage")
  void bindPage(Map<String, ?> properties) {
    page = properties;
  }

  void unbindPage(Map<String, ?> properties) {
    if (Objects.equals(page.get(HubModule.PORT), properties.get(HubModule.PORT))) {
      page = Map.of();
    }
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
      if (!config.enabled() || !last.target().equals(Publishing.target(config))) {
        last.session().purge();
      }
      last.session().close();
    }
    open(config);
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
    return Publishing.with(config, hub, codec, data().resolve("kitty"), () -> HubUrls.page(page));
  }

  private Path data() {
    return Path.of(Objects.requireNonNullElse(bundles.getProperty("karaf.data"), "data"));
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
      current.onEvent(event);
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
