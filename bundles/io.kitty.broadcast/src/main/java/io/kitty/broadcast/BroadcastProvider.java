// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Finds servers by a broadcast on UDP port 9999, and answers such broadcasts of others if
 * configured.
 */
@Component(name = "io.kitty.broadcast")
@Designate(ocd = BroadcastConfig.class)
@Protocol(
    id = "broadcast",
    kind = "server",
    namespace = "broadcast",
    authority = Authority.GENERAL,
    announcements = true)
public final class BroadcastProvider implements DiscoveryProvider {

  private final BroadcastConfig config;
  private final LongSupplier nanos;

  @Activate
  public BroadcastProvider(BroadcastConfig config) {
    this(config, System::nanoTime);
  }

  BroadcastProvider(BroadcastConfig config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    if (config.respond()) {
      new Responder(context, config, nanos).start();
    }
    new BroadcastDiscovery(context, config).start();
  }
}
