// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.announce.Announcer;
import io.kitty.announce.AnnouncerFactory;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import io.kitty.multicast.counters.PublisherNames;
import io.kitty.multicast.counters.ServiceRegistrar;
import io.kitty.multicast.group.SentPackets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates announcers for one other bundle; they end with it. */
@Component(service = AnnouncerFactory.class, scope = ServiceScope.BUNDLE)
public final class AnnouncerFactoryService implements AnnouncerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncerFactoryService.class);
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final PublisherNames names;
  private final SentPackets sentPackets;
  private final ServiceRegistrar serviceRegistrar;
  private final List<Announcer> announcers = new CopyOnWriteArrayList<>();

  @Activate
  public AnnouncerFactoryService(
      BundleContext bundles, @Reference PublisherNames names, @Reference SentPackets sentPackets) {
    this(ServiceRegistrar.in(bundles), names, sentPackets);
  }

  AnnouncerFactoryService(
      ServiceRegistrar serviceRegistrar, PublisherNames names, SentPackets sentPackets) {
    this.serviceRegistrar = serviceRegistrar;
    this.names = names;
    this.sentPackets = sentPackets;
  }

  @Override
  public Announcer announce(String name, Announcement announcement) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "an announcer's name has up to 64 letters, digits, dots, hyphens and underscores: "
              + name);
    }
    List<AutoCloseable> registrations = new CopyOnWriteArrayList<>();
    Publisher publisher =
        new Publisher(
            name,
            announcement,
            sentPackets,
            System::nanoTime,
            InstantSource.system(),
            () -> end(name, registrations));
    publisher.announce(announcement);
    if (!names.take(name)) {
      throw new IllegalArgumentException("there is an announcer of that name: " + name);
    }
    announcers.add(publisher);
    registrations.add(serviceRegistrar.announcer(publisher));
    registrations.add(
        serviceRegistrar.register(publisher, List.of(DiscoveryProvider.class), protocol(name)));
    return publisher;
  }

  /** The same protocol as that of {@link ConfiguredPublisher}. */
  private static Map<String, Object> protocol(String name) {
    return Map.of(
        "name",
        name,
        Protocol.PREFIX_ + "id",
        "publisher",
        Protocol.PREFIX_ + "kind",
        "host",
        Protocol.PREFIX_ + "namespace",
        "publisher",
        Protocol.PREFIX_ + "authority",
        Authority.REACHABILITY.name());
  }

  private void end(String name, List<AutoCloseable> registrations) {
    if (announcers.removeIf(announcer -> announcer.name().equals(name))) {
      for (AutoCloseable registration : registrations) {
        try {
          registration.close();
        } catch (Exception e) {
          LOG.debug("Unregistering an announcer", e);
        }
      }
      names.release(name);
    }
  }

  @Deactivate
  void stop() {
    announcers.forEach(Announcer::close);
  }
}
