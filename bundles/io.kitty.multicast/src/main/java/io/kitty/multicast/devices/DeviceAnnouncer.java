// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.device.Authority;
import io.kitty.device.DeviceId;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.multicast.GroupSender;
import io.kitty.multicast.MulticastGroup;
import io.kitty.multicast.OwnPublications;
import io.kitty.multicast.PacketCounters;
import io.kitty.multicast.ServicePublisher;
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
import org.osgi.service.metatype.annotations.Designate;

/**
 * Announces each device that this hub itself sees, for as long as it does. What it merely heard of
 * from others it does not pass on.
 */
@Component(
    name = "io.kitty.multicast.devices",
    service = {DiscoveryProvider.class, DeviceListener.class})
@Designate(ocd = DevicesConfig.class)
@Protocol(
    id = "publisher",
    kind = "host",
    namespace = "publisher",
    authority = Authority.REACHABILITY,
    instances = true)
public final class DeviceAnnouncer implements DiscoveryProvider, DeviceListener {

  private final DevicesConfig config;
  private final OwnPublications publications;
  private final ServicePublisher registrar;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Map<DeviceId, DeviceAnnouncement> known = new HashMap<>();
  private final List<PacedSender> tellings = new CopyOnWriteArrayList<>();

  @Activate
  public DeviceAnnouncer(
      DevicesConfig config, BundleContext bundles, @Reference OwnPublications publications) {
    this(
        config,
        publications,
        ServicePublisher.in(bundles),
        System::nanoTime,
        InstantSource.system());
  }

  DeviceAnnouncer(
      DevicesConfig config,
      OwnPublications publications,
      ServicePublisher registrar,
      LongSupplier nanos,
      InstantSource clock) {
    this.config = config;
    this.publications = publications;
    this.registrar = registrar;
    this.nanos = nanos;
    this.clock = clock;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    PacketCounters meter = new PacketCounters(OwnPublications.DEVICES, () -> 0, nanos);
    MulticastGroup group = MulticastGroup.of(config.group(), config.port());
    PortSpec spec = PortSpec.ephemeral().ttl(config.ttl());
    GroupSender outlet =
        new GroupSender(context.open(spec, answer -> {}), group, publications, meter);
    Duration period = Duration.ofMillis(Math.round(config.period() * 1000));
    PacedSender telling = new PacedSender(context, outlet, config.rate(), period, nanos, clock);
    context.own(() -> end(telling));
    context.own(registrar.meter(meter));
    synchronized (this) {
      tellings.add(telling);
      telling.begin(known);
    }
  }

  private void end(PacedSender telling) {
    tellings.remove(telling);
    telling.end();
  }

  @Override
  public synchronized void onEvent(DeviceEvent event) {
    if (!config.enabled()) {
      return;
    }
    DeviceId id = event.device().id();
    Optional<DeviceAnnouncement> portrait =
        event instanceof DeviceEvent.Departed
            ? Optional.empty()
            : DeviceAnnouncement.of(event.device());
    if (event instanceof DeviceEvent.Changed changed && !changed.before().id().equals(id)) {
      forget(changed.before().id());
    }
    if (portrait.isEmpty()) {
      forget(id);
    } else if (!portrait.get().equals(known.put(id, portrait.get()))) {
      tellings.forEach(telling -> telling.put(id, portrait.get()));
    }
  }

  private void forget(DeviceId id) {
    if (known.remove(id) != null) {
      tellings.forEach(telling -> telling.remove(id));
    }
  }
}
