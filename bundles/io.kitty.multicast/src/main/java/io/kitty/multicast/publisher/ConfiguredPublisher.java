// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.device.Authority;
import io.kitty.device.SafeText;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import io.kitty.multicast.MulticastGroup;
import io.kitty.multicast.OwnPublications;
import io.kitty.multicast.ServicePublisher;
import java.io.IOException;
import java.time.Duration;
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
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publisher with a file of its own. An edit of the file is taken in while it runs; a message that
 * is not allowed changes nothing.
 */
@Component(
    name = "io.kitty.multicast.publisher",
    service = DiscoveryProvider.class,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PublisherConfig.class, factory = true)
@Protocol(
    id = "publisher",
    kind = "host",
    namespace = "publisher",
    authority = Authority.REACHABILITY,
    instances = true)
public final class ConfiguredPublisher implements DiscoveryProvider {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPublisher.class);
  private static final int SHOWN = 80;

  private final OwnPublications publications;
  private final ServicePublisher registrar;
  private final Publisher publisher;
  private @Nullable AutoCloseable shown;
  private @Nullable String good;

  @Activate
  public ConfiguredPublisher(
      PublisherConfig config,
      Map<String, Object> properties,
      BundleContext bundles,
      @Reference OwnPublications publications)
      throws IOException {
    this(
        config,
        properties,
        publications,
        ServicePublisher.in(bundles),
        System::nanoTime,
        InstantSource.system());
  }

  ConfiguredPublisher(
      PublisherConfig config,
      Map<String, Object> properties,
      OwnPublications publications,
      ServicePublisher registrar,
      LongSupplier nanos,
      InstantSource clock)
      throws IOException {
    this.publications = publications;
    this.registrar = registrar;
    this.publisher =
        new Publisher(
            takeName(properties, publications),
            announcement(config, config.message()),
            publications,
            nanos,
            clock,
            this::hide);
    modified(config, properties);
  }

  /** The part of the file's name after the first hyphen; with a number where that is taken. */
  private static String takeName(Map<String, Object> properties, OwnPublications publications) {
    String pid = properties.getOrDefault("service.pid", "publisher").toString();
    String name = SafeText.clean(pid.substring(pid.indexOf('~') + 1), 64);
    String free = name;
    for (int number = 2; !publications.take(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }

  private static Announcement announcement(PublisherConfig config, String message)
      throws IOException {
    return new Announcement(
        message,
        MulticastGroup.of(config.group(), config.port()).address(),
        config.port(),
        config.ttl(),
        Duration.ofMillis(Math.round(config.period() * 1000)));
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    publisher.start(context);
  }

  /** Takes in an edit of the file. */
  @Modified
  synchronized void modified(PublisherConfig config, Map<String, Object> properties) {
    String bad = take(config, properties);
    publisher.complain(bad.isEmpty() ? null : bad);
    publisher.reopen();
    if (!config.enabled()) {
      hide();
    } else if (shown == null) {
      shown = registrar.announcer(publisher);
    }
  }

  /** Announces what the file says; gives the line about what it cannot take, if anything. */
  private String take(PublisherConfig config, Map<String, Object> properties) {
    String place = file(properties) + ": ";
    try {
      publisher.announce(announcement(config, config.message()));
      good = config.message();
      return "";
    } catch (IOException e) {
      return place + "group = " + shortened(config.group()) + " is not used: " + e.getMessage();
    } catch (IllegalArgumentException e) {
      String line = place + "message = " + shortened(config.message()) + " is not used: ";
      return line + e.getMessage() + "; " + goOn(config);
    }
  }

  /** Goes on with the last message that was good, where and how the file says now. */
  private String goOn(PublisherConfig config) {
    String last = good;
    if (last == null) {
      return "nothing is announced";
    }
    try {
      publisher.announce(announcement(config, last));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("Only the way has changed, and that cannot be taken either", e);
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
    String clean = SafeText.clean(value, SHOWN);
    return clean.length() < value.strip().length() ? clean + "..." : clean;
  }

  private synchronized void hide() {
    AutoCloseable registration = shown;
    shown = null;
    if (registration != null) {
      try {
        registration.close();
      } catch (Exception e) {
        LOG.debug("Taking an announcer away", e);
      }
    }
  }

  @Deactivate
  void stop() {
    publisher.close();
    publications.release(publisher.name());
  }
}
