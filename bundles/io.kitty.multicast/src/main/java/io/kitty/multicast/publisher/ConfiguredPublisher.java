// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.multicast.counters.PublisherNames;
import io.kitty.multicast.counters.ServiceRegistrar;
import io.kitty.multicast.group.MulticastGroup;
import io.kitty.multicast.group.SentPackets;
import io.kitty.text.SafeText;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publisher with its own file. An edit of the file takes effect while it runs; an invalid message
 * changes nothing.
 */
@Component(
    name = "io.kitty.multicast.publisher",
    service = DiscoveryProvider.class,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredPublisher.Config.class, factory = true)
@Protocol(
    id = "publisher",
    kind = "host",
    namespace = "publisher",
    authority = Authority.REACHABILITY,
    instances = true)
public final class ConfiguredPublisher implements DiscoveryProvider {

  /** Configuration of one publisher. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty multicast publisher",
      description = "Announces one JSON message on a multicast group periodically.")
  @interface Config {

    @AttributeDefinition(description = "Whether this publisher runs.")
    boolean enabled() default false;

    @AttributeDefinition(
        description =
            "The interfaces to use: name patterns with *, separated by commas; a leading !"
                + " excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE,
        prompt = true)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(description = "The multicast group, an IPv4 or IPv6 address.")
    @ConfigConstraint(
        pattern = MulticastGroup.ADDRESS,
        allowed = "addresses of multicast groups like 224.1.1.1 or ff15::1",
        standIn = ConfigConstraint.StandIn.NONE,
        prompt = true)
    String group() default "224.1.1.1";

    @AttributeDefinition(description = "The UDP port.", min = "1", max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE, prompt = true)
    int port() default 5004;

    @AttributeDefinition(
        description = "The TTL (hop limit) of the packets.",
        min = "1",
        max = "255")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int ttl() default 2;

    @AttributeDefinition(description = "Seconds between two packets.", min = "0.1", max = "86400")
    @ConfigConstraint(prompt = true)
    double period() default 2;

    @AttributeDefinition(
        description =
            "What is announced: a JSON object of at most 1400 bytes, in whose texts {ip} stands for"
                + " the address of the interface by which a packet leaves and {hostname} for the name"
                + " of this host; a timestamp is filled in.")
    @ConfigConstraint(
        pattern = "\\{.*}",
        allowed = "JSON objects like {\"type\": \"lamp\", \"name\": \"{hostname}\"}",
        prompt = true)
    String message() default
        "{\"type\": \"example\", \"name\": \"{hostname}\", \"addr\": \"{ip}:8080\","
            + " \"version\": \"1.0\"}";
  }

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPublisher.class);
  private static final int MAX_SHOWN = 80;

  private final PublisherNames names;
  private final ServiceRegistrar serviceRegistrar;
  private final Publisher publisher;
  private @Nullable AutoCloseable registration;
  private @Nullable String lastValid;

  @Activate
  public ConfiguredPublisher(
      Config config,
      Map<String, Object> properties,
      BundleContext bundles,
      @Reference PublisherNames names,
      @Reference SentPackets sentPackets)
      throws IOException {
    this(
        config,
        properties,
        names,
        sentPackets,
        ServiceRegistrar.in(bundles),
        System::nanoTime,
        InstantSource.system());
  }

  ConfiguredPublisher(
      Config config,
      Map<String, Object> properties,
      PublisherNames names,
      SentPackets sentPackets,
      ServiceRegistrar serviceRegistrar,
      LongSupplier nanos,
      InstantSource clock)
      throws IOException {
    this.names = names;
    this.serviceRegistrar = serviceRegistrar;
    this.publisher =
        new Publisher(
            reserveName(properties, names),
            announcement(config, config.message()),
            sentPackets,
            nanos,
            clock,
            this::unregister);
    modified(config, properties);
  }

  /**
   * Reserves the part of the file's name after the first hyphen; with a number appended if it is
   * taken.
   */
  private static String reserveName(Map<String, Object> properties, PublisherNames names) {
    String pid = properties.getOrDefault("service.pid", "publisher").toString();
    String name = SafeText.clean(pid.substring(pid.indexOf('~') + 1), 64);
    String free = name;
    for (int number = 2; !names.take(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }

  private static Announcement announcement(Config config, String message) throws IOException {
    return new Announcement(
        message,
        MulticastGroup.of(config.group(), config.port()).address(),
        config.port(),
        config.ttl(),
        Seconds.toDuration(config.period()));
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    publisher.start(context);
  }

  /** Applies an edit of the file. */
  @Modified
  synchronized void modified(Config config, Map<String, Object> properties) {
    String problem = apply(config, properties);
    publisher.problem(problem.isEmpty() ? null : problem);
    publisher.reopen();
    if (!config.enabled()) {
      unregister();
    } else if (registration == null) {
      registration = serviceRegistrar.announcer(publisher);
    }
  }

  /** Announces the configured message; returns the problem with it, {@code ""} for none. */
  private String apply(Config config, Map<String, Object> properties) {
    String prefix = file(properties) + ": ";
    try {
      publisher.announce(announcement(config, config.message()));
      lastValid = config.message();
      return "";
    } catch (IOException e) {
      return prefix + "group = " + shortened(config.group()) + " is not used: " + e.getMessage();
    } catch (IllegalArgumentException e) {
      String line = prefix + "message = " + shortened(config.message()) + " is not used: ";
      return line + e.getMessage() + "; " + keepLastValid(config);
    }
  }

  /** Keeps the last valid message, with the group, port and period that the file has now. */
  private String keepLastValid(Config config) {
    String last = lastValid;
    if (last == null) {
      return "nothing is announced";
    }
    try {
      publisher.announce(announcement(config, last));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("The new group, port or period cannot be used either", e);
    }
    return "the last good one goes on";
  }

  private static String file(Map<String, Object> properties) {
    Object file = properties.get("felix.fileinstall.filename");
    return file == null
        ? properties.getOrDefault("service.pid", "publisher").toString()
        : file.toString().replaceFirst("^file:", "");
  }

  private static String shortened(String value) {
    String clean = SafeText.clean(value, MAX_SHOWN);
    return clean.length() < value.strip().length() ? clean + "..." : clean;
  }

  private synchronized void unregister() {
    AutoCloseable current = registration;
    registration = null;
    if (current != null) {
      try {
        current.close();
      } catch (Exception e) {
        LOG.debug("Unregistering an announcer", e);
      }
    }
  }

  @Deactivate
  void stop() {
    publisher.close();
    names.release(publisher.name());
  }
}
