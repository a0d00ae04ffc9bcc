// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.registry.DeviceRegistry;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The embedded registry as a module of the hub. */
@Component(name = "io.kitty.store", service = HubModule.class, immediate = true)
@Designate(ocd = StoreModule.Config.class)
@HubModule.Name(StoreModule.ID)
public final class StoreModule implements HubModule {

  static final String ID = "store";

  /** The configuration file. */
  static final String FILE = "etc/io.kitty.store.cfg";

  private static final String DEFAULT = "kitty/devices.mv";

  /** The configuration. */
  @ObjectClassDefinition(
      name = "Kitty store",
      description = "Keeps the devices in a file over a restart.")
  public @interface Config {
    @AttributeDefinition(description = "Whether to keep the devices over a restart.")
    boolean enabled() default true;

    @AttributeDefinition(
        description = "The file to keep them in; a relative path is below Karaf's data folder.")
    String file() default DEFAULT;
  }

  private final @Nullable RegistryPublisher publisher;

  @Activate
  public StoreModule(BundleContext bundle, @Reference DeviceCodec codec, Config config) {
    publisher =
        config.enabled()
            ? new RegistryPublisher(file(bundle, config), codec, kept -> publish(bundle, kept))
            : null;
  }

  private static StoreFile file(BundleContext bundle, Config config) {
    Path data = Path.of(Objects.requireNonNullElse(bundle.getProperty("karaf.data"), "data"));
    Path file = data.resolve(config.file().strip()).toAbsolutePath().normalize();
    return new StoreFile(file, file.equals(data.resolve(DEFAULT).toAbsolutePath().normalize()));
  }

  private static AutoCloseable publish(BundleContext bundle, DeviceRegistry registry) {
    ServiceRegistration<DeviceRegistry> registration =
        bundle.registerService(
            DeviceRegistry.class, registry, new Hashtable<>(Map.of(DeviceRegistry.NAME, ID)));
    return registration::unregister;
  }

  @Activate
  void start() {
    if (publisher != null) {
      publisher.start();
    }
  }

  @Deactivate
  void stop() {
    if (publisher != null) {
      publisher.close();
    }
  }

  @Override
  public ModuleStatus status() {
    return publisher == null
        ? ModuleStatus.of(ID, ModuleStatus.State.DISABLED, "", Map.of())
        : publisher.status();
  }
}
