// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import io.kitty.announce.AnnouncementListener;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
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
 * Finds services by what they announce on multicast groups. What it says of the machine behind them
 * weighs little: a program there has said it of itself.
 */
@Component(name = "io.kitty.multicast", service = DiscoveryProvider.class)
@Designate(ocd = MulticastConfig.class)
@Protocol(id = "multicast", kind = "host", namespace = "multicast", authority = Authority.PROGRAM)
public final class MulticastProvider implements DiscoveryProvider {

  private final MulticastConfig config;
  private final OwnPublications publications;
  private final ServicePublisher registrar;
  private final LongSupplier nanos;
  private final ListenerDispatcher whiteboard = new ListenerDispatcher();

  @Activate
  public MulticastProvider(
      MulticastConfig config, BundleContext bundles, @Reference OwnPublications publications) {
    this(config, publications, ServicePublisher.in(bundles), System::nanoTime);
  }

  MulticastProvider(
      MulticastConfig config,
      OwnPublications publications,
      ServicePublisher registrar,
      LongSupplier nanos) {
    this.config = config;
    this.publications = publications;
    this.registrar = registrar;
    this.nanos = nanos;
  }

  @Deactivate
  void stop() {
    whiteboard.close();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(AnnouncementListener listener, Map<String, Object> properties) {
    whiteboard.add(listener, properties.getOrDefault(AnnouncementListener.TYPE, ""));
  }

  void removeListener(AnnouncementListener listener) {
    whiteboard.remove(listener);
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    AnnouncementReceiver listener =
        new AnnouncementReceiver(
            context,
            whiteboard,
            publications,
            config.buffer_size(),
            Duration.ofMillis(Math.round(config.timeout() * 1000)),
            List.of(config.types()),
            nanos);
    context.own(registrar.meter(listener.meter()));
    for (PortSpec port : ports()) {
      context.open(port, listener::handle);
    }
  }

  /** Groups that share a port share a socket. */
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
