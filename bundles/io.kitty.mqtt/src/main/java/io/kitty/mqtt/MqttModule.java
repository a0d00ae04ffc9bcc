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
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private final ConfiguredPublisher publisher;
  private volatile Map<String, ?> page = Map.of();
  private @Nullable ServiceRegistration<?> registration;

  @Activate
  public MqttModule(
      BundleContext bundles, @Reference Hub hub, @Reference DeviceCodec codec, MqttConfig config) {
    this.bundles = bundles;
    String data = Objects.requireNonNullElse(bundles.getProperty("karaf.data"), "data");
    publisher =
        new ConfiguredPublisher(hub, codec, Path.of(data, "kitty"), () -> HubUrls.page(page));
    publisher.use(config);
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
    publisher.use(config);
  }

  @Deactivate
  void stop() {
    if (registration != null) {
      registration.unregister();
    }
    publisher.close(
        isStopping(bundles.getBundle())
            && !isStopping(bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)));
  }

  private static boolean isStopping(Bundle bundle) {
    return bundle.getState() == Bundle.STOPPING;
  }

  @Override
  public void onEvent(DeviceEvent event) {
    publisher.current().ifPresent(each -> each.onEvent(event));
  }

  @Override
  public void onReading(Device device) {
    publisher.current().ifPresent(each -> each.session().changes().onReading(device.id()));
  }

  @Override
  public ModuleStatus status() {
    return publisher.status(ID);
  }

  @Override
  public boolean purge() {
    Optional<ConfiguredPublisher.Publication> current = publisher.current();
    current.ifPresent(each -> each.session().purge());
    return current.isPresent();
  }
}
