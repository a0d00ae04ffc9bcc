// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import io.kitty.registry.DeviceRegistry;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** Registers the registry and the peers as OSGi services. */
final class ServicePublisher implements RedisSession.Publisher {

  /** It is preferred to what keeps devices for this hub alone. */
  private static final int RANKING = 100;

  private final BundleContext bundle;
  private final boolean enabled;

  /**
   * @param enabled whether the module is enabled by its configuration
   */
  ServicePublisher(BundleContext bundle, boolean enabled) {
    this.bundle = bundle;
    this.enabled = enabled;
  }

  @Override
  public AutoCloseable registry(DeviceRegistry registry) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(Constants.SERVICE_RANKING, RANKING);
    properties.put(DeviceRegistry.NAME, RedisPeers.ID);
    ServiceRegistration<DeviceRegistry> registration =
        bundle.registerService(DeviceRegistry.class, registry, properties);
    return registration::unregister;
  }

  @Override
  public AutoCloseable peers(DiscoveryProvider peers) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(Protocol.PREFIX_ + "id", RedisPeers.ID);
    properties.put("enabled", enabled);
    ServiceRegistration<DiscoveryProvider> registration =
        bundle.registerService(DiscoveryProvider.class, peers, properties);
    return registration::unregister;
  }
}
