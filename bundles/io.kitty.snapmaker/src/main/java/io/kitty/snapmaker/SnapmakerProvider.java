// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Finds Snapmaker machines that reply to {@code discover} on UDP port 20054. */
@Component(name = "io.kitty.snapmaker")
@Designate(ocd = SnapmakerConfig.class)
@Protocol(id = "snapmaker", kind = "snapmaker", namespace = "snapmaker", authority = Authority.OWN)
public final class SnapmakerProvider implements DiscoveryProvider {

  private final SnapmakerConfig config;

  @Activate
  public SnapmakerProvider(SnapmakerConfig config) {
    this.config = config;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    new SnapmakerDiscovery(context, config).start();
  }
}
