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
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.multicast.counters.ServiceRegistrar;
import io.kitty.multicast.group.MulticastGroup;
import io.kitty.multicast.group.SentPackets;
import io.kitty.multicast.receiver.AnnouncementReceiver;
import io.kitty.multicast.receiver.ListenerDispatcher;
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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Finds services by their announcements on multicast groups. Its authority is low, as programs on
 * the device make these statements.
 */
@Component(name = "io.kitty.multicast", service = DiscoveryProvider.class)
@Designate(ocd = MulticastProvider.Config.class)
@Protocol(
    id = MulticastProvider.ID,
    kind = "host",
    namespace = "multicast",
    authority = Authority.PROGRAM,
    announcements = true)
public final class MulticastProvider implements DiscoveryProvider {

  /** Configuration of receiving announcements. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty multicast",
      description = "Receives JSON announcements on multicast groups and lists their services.")
  @interface Config {

    @AttributeDefinition(description = "Whether this protocol runs.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The interfaces to use: name patterns with *, separated by commas; a leading !"
                + " excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(
        description =
            "The multicast groups to listen on, each with its port, separated by commas; an IPv6"
                + " address stands in brackets.")
    @ConfigConstraint(
        pattern = MulticastGroup.WITH_PORT,
        allowed = "multicast groups with a port, like 224.1.1.1:5004 or [ff15::1]:5004",
        standIn = ConfigConstraint.StandIn.NONE)
    String[] groups() default {"224.1.1.1:5004"};

    @AttributeDefinition(
        description =
            "The maximum size of an announcement in bytes; a longer one counts as an error.",
        min = "64",
        max = "65507")
    int buffer_size() default 1400;

    @AttributeDefinition(
        description = "Seconds of silence after which a service has departed.",
        min = "1",
        max = "86400")
    double timeout() default 30;

    @AttributeDefinition(
        description = "Substrings of the service types to list, separated by commas; empty: all.",
        required = false)
    String[] types() default {};
  }

  /** The id of the protocol. */
  public static final String ID = "multicast";

  private final Config config;
  private final SentPackets sentPackets;
  private final ServiceRegistrar serviceRegistrar;
  private final LongSupplier nanos;
  private final ListenerDispatcher dispatcher = new ListenerDispatcher();

  @Activate
  public MulticastProvider(
      Config config, BundleContext bundles, @Reference SentPackets sentPackets) {
    this(config, sentPackets, ServiceRegistrar.in(bundles), System::nanoTime);
  }

  MulticastProvider(
      Config config,
      SentPackets sentPackets,
      ServiceRegistrar serviceRegistrar,
      LongSupplier nanos) {
    this.config = config;
    this.sentPackets = sentPackets;
    this.serviceRegistrar = serviceRegistrar;
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
    context.own(serviceRegistrar.counters(receiver.counters()));
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
