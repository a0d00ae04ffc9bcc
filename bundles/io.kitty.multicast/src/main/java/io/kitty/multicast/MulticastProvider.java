// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import io.kitty.announce.AnnouncementListener;
import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Finds services by their announcements on multicast groups. Its authority is low, as programs on
 * the device make these statements.
 */
@Component(name = "io.kitty.multicast", service = DiscoveryProvider.class)
@Designate(ocd = MulticastConfig.class)
@Protocol(
    id = MulticastProvider.ID,
    kind = "host",
    namespace = "multicast",
    authority = Authority.PROGRAM,
    announcements = true)
public final class MulticastProvider implements DiscoveryProvider {

  /** The id of the protocol. */
  public static final String ID = "multicast";

  private final MulticastConfig config;
  private final SentPackets sentPackets;
  private final ServicePublisher servicePublisher;
  private final LongSupplier nanos;
  private final ListenerDispatcher dispatcher = new ListenerDispatcher();

  @Activate
  public MulticastProvider(
      MulticastConfig config, BundleContext bundles, @Reference SentPackets sentPackets) {
    this(config, sentPackets, ServicePublisher.in(bundles), System::nanoTime);
  }

  MulticastProvider(
      MulticastConfig config,
      SentPackets sentPackets,
      ServicePublisher servicePublisher,
      LongSupplier nanos) {
    this.config = config;
    this.sentPackets = sentPackets;
    this.servicePublisher = servicePublisher;
    this.nanos = nanos;
  }

  @Deactivate
  void stop() {
    dispatcher.close();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(AnnouncementListener receiver, Map<String, Object> properties) {
    dispatcher.add(receiver, properties.getOrDefault(AnnouncementListener.TYPE, ""));
  }

  void removeListener(AnnouncementListener receiver) {
    dispatcher.remove(receiver);
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    AnnouncementReceiver receiver =
        new AnnouncementReceiver(
            context,
            dispatcher,
            sentPackets,
            config.buffer_size(),
            Seconds.toDuration(config.timeout()),
            List.of(config.types()),
            nanos);
    context.own(servicePublisher.counters(receiver.counters()));
    for (PortSpec port : ports()) {
      context.open(port, receiver::handle);
    }
  }

  /** Groups with the same port share a socket. */
  private List<PortSpec> ports() throws IOException {
    List<MulticastGroup> groups = new ArrayList<>();
    for (String group : config.groups()) {
      groups.add(MulticastGroup.parse(group));
    }
    Map<Integer, Set<InetAddress>> byPort =
        groups.stream()
            .collect(
                groupingBy(
                    MulticastGroup::port,
                    TreeMap::new,
                    mapping(MulticastGroup::address, toCollection(LinkedHashSet::new))));
    return byPort.entrySet().stream()
        .map(port -> PortSpec.listening(port.getKey(), port.getValue().toArray(InetAddress[]::new)))
        .toList();
  }
}
