// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.hub.ConfigConstraint;
import io.kitty.identifier.DeviceId;
import io.kitty.multicast.counters.PacketCounters;
import io.kitty.multicast.counters.PublisherNames;
import io.kitty.multicast.counters.ServiceRegistrar;
import io.kitty.multicast.group.GroupSender;
import io.kitty.multicast.group.MulticastGroup;
import io.kitty.multicast.group.SentPackets;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Announces each device while this hub itself sees it. Relayed devices are not announced. */
@Component(
    name = "io.kitty.multicast.devices",
    service = {DiscoveryProvider.class, DeviceListener.class})
@Designate(ocd = DeviceAnnouncer.Config.class)
@Protocol(
    id = "publisher",
    kind = "host",
    namespace = "publisher",
    authority = Authority.REACHABILITY,
    instances = true)
public final class DeviceAnnouncer implements DiscoveryProvider, DeviceListener {

  /** Configuration of announcing the devices found here. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty multicast devices",
      description = "Announces the devices found here as JSON on a multicast group.")
  @interface Config {

    @AttributeDefinition(description = "Whether the devices found here are announced.")
    boolean enabled() default false;

    @AttributeDefinition(
        description =
            "The interfaces to use: name patterns with *, separated by commas; a leading !"
                + " excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(description = "The multicast group, an IPv4 or IPv6 address.")
    @ConfigConstraint(
        pattern = MulticastGroup.ADDRESS,
        allowed = "addresses of multicast groups like 224.1.1.1 or ff15::1",
        standIn = ConfigConstraint.StandIn.NONE)
    String group() default "224.1.1.1";

    @AttributeDefinition(description = "The UDP port.", min = "1", max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int port() default 5004;

    @AttributeDefinition(
        description = "The TTL (hop limit) of the packets.",
        min = "1",
        max = "255")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int ttl() default 2;

    @AttributeDefinition(
        description =
            "Seconds between two packets about one device; listeners drop devices silent for"
                + " 30.",
        min = "1",
        max = "86400")
    double period() default 10;

    @AttributeDefinition(
        description =
            "The maximum packets per second on each interface; with more devices than fit into"
                + " a period, the period becomes longer.",
        min = "1",
        max = "100000")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int rate() default 500;
  }

  private final Config config;
  private final SentPackets sentPackets;
  private final ServiceRegistrar serviceRegistrar;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Map<DeviceId, DeviceAnnouncement> announcements = new HashMap<>();
  private final List<PacedSender> senders = new CopyOnWriteArrayList<>();

  @Activate
  public DeviceAnnouncer(Config config, BundleContext bundles, @Reference SentPackets sentPackets) {
    this(
        config,
        sentPackets,
        ServiceRegistrar.in(bundles),
        System::nanoTime,
        InstantSource.system());
  }

  DeviceAnnouncer(
      Config config,
      SentPackets sentPackets,
      ServiceRegistrar serviceRegistrar,
      LongSupplier nanos,
      InstantSource clock) {
    this.config = config;
    this.sentPackets = sentPackets;
    this.serviceRegistrar = serviceRegistrar;
    this.nanos = nanos;
    this.clock = clock;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    PacketCounters counters = new PacketCounters(PublisherNames.DEVICES, () -> 0, nanos);
    MulticastGroup group = MulticastGroup.of(config.group(), config.port());
    PortSpec spec = PortSpec.ephemeral().ttl(config.ttl());
    GroupSender groupSender =
        new GroupSender(context.open(spec, answer -> {}), group, sentPackets, counters);
    Duration period = Seconds.toDuration(config.period());
    PacedSender sender = new PacedSender(context, groupSender, config.rate(), period, nanos, clock);
    context.own(() -> end(sender));
    context.own(serviceRegistrar.counters(counters));
    synchronized (this) {
      senders.add(sender);
      sender.start(announcements);
    }
  }

  private void end(PacedSender sender) {
    senders.remove(sender);
    sender.close();
  }

  @Override
  public synchronized void onEvent(DeviceEvent event) {
    if (!config.enabled()) {
      return;
    }
    DeviceId id = event.device().id();
    Optional<DeviceAnnouncement> announcement =
        event instanceof DeviceEvent.Departed
            ? Optional.empty()
            : DeviceAnnouncement.of(event.device());
    if (event instanceof DeviceEvent.Changed changed && !changed.before().id().equals(id)) {
      forget(changed.before().id());
    }
    if (announcement.isEmpty()) {
      forget(id);
    } else if (!announcement.get().equals(announcements.put(id, announcement.get()))) {
      senders.forEach(sender -> sender.put(id, announcement.get()));
    }
  }

  private void forget(DeviceId id) {
    if (announcements.remove(id) != null) {
      senders.forEach(sender -> sender.remove(id));
    }
  }
}
