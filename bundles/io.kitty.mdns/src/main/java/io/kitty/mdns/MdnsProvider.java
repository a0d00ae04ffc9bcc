// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.hub.Hub;
import io.kitty.hub.HubModule;
import io.kitty.mdns.type.ServiceTypeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Discovers devices by multicast DNS: sends queries periodically and receives announcements all the
 * time. Announces the hub's own page where it can be reached from the network.
 */
@Component(name = "io.kitty.mdns")
@Designate(ocd = MdnsProvider.Config.class)
@Protocol(id = "mdns", kind = "device", namespace = "mdns", authority = Authority.GENERAL)
public final class MdnsProvider implements DiscoveryProvider {

  /** Configuration of mDNS discovery. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty mDNS",
      description = "Finds machines by the services that they announce over multicast DNS.")
  public @interface Config {

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
            "Seconds between two rounds that query all service types, while records that are about to"
                + " expire are queried at any time; 0: at the start and on request only.",
        min = "0",
        max = "86400")
    @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
    double interval() default 60;

    @AttributeDefinition(
        description =
            "Further service types to query by name, separated by commas; the well-known ones, and"
                + " those that devices list in a reply, need not be named.",
        required = false)
    @ConfigConstraint(
        pattern = "_[A-Za-z0-9_-]+\\._(tcp|udp)",
        allowed = "service types like _ipp._tcp, separated by commas")
    String[] types() default {};

    @AttributeDefinition(description = "Whether IPv6 is used beside IPv4.")
    boolean ipv6() default true;

    @AttributeDefinition(
        description =
            "Whether the page of this hub is announced as _kitty._tcp and _http._tcp, if it can be"
                + " reached from the network.")
    boolean announce() default true;
  }

  private final List<String> types;
  private final Duration interval;
  private final boolean ipv6;
  private final boolean announce;
  private final ServiceResponder.Factory responders;
  private final LongSupplier nanos;
  private final InstantSource wall;
  private final Path idFile;
  private final String version;
  private volatile @Nullable HubPage page;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Hub hub;

  @Activate
  public MdnsProvider(BundleContext context, Config config) {
    this(
        config,
        JmDnsResponder::new,
        System::nanoTime,
        InstantSource.system(),
        Path.of(
            Objects.requireNonNullElse(context.getProperty("karaf.data"), "data"),
            "kitty",
            "mdns.id"),
        version(context.getBundle().getVersion()));
  }

  MdnsProvider(
      Config config,
      ServiceResponder.Factory responders,
      LongSupplier nanos,
      InstantSource wall,
      Path idFile,
      String version) {
    this.types = types(config.types());
    this.interval = Seconds.toDuration(config.interval());
    this.ipv6 = config.ipv6();
    this.announce = config.announce();
    this.responders = responders;
    this.nanos = nanos;
    this.wall = wall;
    this.idFile = idFile;
    this.version = version;
  }

  private static String version(Version version) {
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }

  private static List<String> types(String... more) {
    LinkedHashSet<String> types = new LinkedHashSet<>(ServiceTypeTable.types());
    types.addAll(List.of(more));
    return new ArrayList<>(types);
  }

  /** Takes the module that serves the page. */
  @Reference(
      service = HubModule.class,
      target = "(" + HubModule.ADDRESS + "=*)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "bindPage")
  void bindPage(Map<String, ?> properties) {
    page = announce ? HubPage.of(properties, idFile, version).orElse(null) : null;
  }

  void unbindPage(Map<String, ?> properties) {
    if (HubPage.isOf(page, properties)) {
      page = null;
    }
  }

  private boolean flooded() {
    Hub running = hub;
    return running != null
        && running.floods().stream().anyMatch(flood -> flood.protocol().equals("mdns"));
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    ServiceAnnouncer announcer =
        context.own(
            new ServiceAnnouncer(context, responders, () -> page, this::flooded, nanos, ipv6));
    QuerySender sender = new QuerySender(context, ipv6);
    new MdnsDiscovery(context, sender, announcer, types, nanos, wall).start(interval);
  }
}
