// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import io.kitty.mdns.type.ServiceTypeTable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Discovers devices by multicast DNS: sends queries periodically and receives announcements all the
 * time.
 */
@Component(name = "io.kitty.mdns")
@Designate(ocd = MdnsConfig.class)
@Protocol(id = "mdns", kind = "device", namespace = "mdns", authority = Authority.GENERAL)
public final class MdnsProvider implements DiscoveryProvider {

  private final List<String> types;
  private final Duration interval;
  private final boolean ipv6;
  private final QuerySenders.Factory factory;
  private final LongSupplier nanos;
  private final InstantSource wall;

  @Activate
  public MdnsProvider(MdnsConfig config) {
    this(config, JmDnsQuerySender::new, System::nanoTime, InstantSource.system());
  }

  MdnsProvider(
      MdnsConfig config, QuerySenders.Factory factory, LongSupplier nanos, InstantSource wall) {
    this.types = types(config.types());
    this.interval = Duration.ofMillis(Math.round(config.interval() * 1000));
    this.ipv6 = config.ipv6();
    this.factory = factory;
    this.nanos = nanos;
    this.wall = wall;
  }

  private static List<String> types(String... more) {
    LinkedHashSet<String> types = new LinkedHashSet<>(ServiceTypeTable.types());
    types.addAll(List.of(more));
    return new ArrayList<>(types);
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    QuerySenders senders = context.own(new QuerySenders(context, ipv6, factory));
    new MdnsDiscovery(context, senders, types, nanos, wall).start(interval, ipv6);
  }
}
