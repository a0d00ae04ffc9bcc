// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.device.SafeText;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import io.kitty.ssdp.SsdpMessage.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SSDP discovery as long as one context lasts: searches, listens, and joins what it hears of each
 * device with the description that it fetches from there.
 */
final class SsdpDiscovery {

  /** What a search may cross, as UPnP Device Architecture 1.1, §1.3.2 has it. */
  private static final int TTL = 2;

  /** How long a description may take: small devices need several seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(SsdpDiscovery.class);

  private final DiscoveryContext context;
  private final boolean describe;
  private final LongSupplier nanos;
  private final DeviceCache adverts = new DeviceCache();
  private final DescriptionFetcher fetcher;
  private final PerHostExecutor queue;

  /**
   * @param describe whether descriptions are fetched
   * @param workers fetch them, and wait for the devices
   * @param nanos the monotonic time
   */
  SsdpDiscovery(DiscoveryContext context, boolean describe, Executor workers, LongSupplier nanos) {
    this.context = context;
    this.describe = describe;
    this.nanos = nanos;
    this.fetcher = context.own(new DescriptionFetcher(PATIENCE));
    this.queue = new PerHostExecutor(workers);
  }

  /**
   * Opens its ports: one that hears announcements, and another to search from, as of several
   * programs that share port 1900 only one gets an answer that is sent to it.
   *
   * @throws IOException if a port cannot be had
   */
  DatagramPort open() throws IOException {
    context.open(
        PortSpec.listening(SearchRequest.PORT, SearchRequest.GROUP_V4, SearchRequest.GROUP_V6),
        this::handle);
    return context.open(PortSpec.ephemeral().ttl(TTL), this::handle);
  }

  private void handle(Datagram datagram) {
    SsdpParser.parse(datagram.payload())
        .ifPresentOrElse(message -> handle(message, datagram), () -> context.count("malformed", 1));
  }

  /**
   * Takes in a message. Only what comes from a network that this hub is in counts: a search may
   * cross a router that passes on multicast, but what lies behind it cannot be told from a forgery.
   */
  private void handle(SsdpMessage message, Datagram datagram) {
    if (!message.isDevice()) {
      return;
    }
    if (!datagram.onLink()) {
      context.count("off_link", 1);
    } else if (message.kind() == Kind.BYEBYE) {
      leave(message, datagram.address());
    } else {
      see(message, datagram);
    }
  }

  /**
   * Takes in a byebye. A device sends one for each of its types: a type goes by itself, the device
   * with the last of them or by name, and what is embedded in a root device with that one.
   */
  private synchronized void leave(SsdpMessage message, InetAddress address) {
    Optional<UpnpDevice> known = adverts.find(address, message.udn());
    if (known.isEmpty()) {
      if (message.isWholeDevice()) {
        context.goodbye(Udn.key(message.udn(), address), address);
      }
    } else if (known.get().withdraw(message)) {
      end(known.get(), address);
      if (message.isRootDevice() || known.get().isRootDevice()) {
        adverts.at(address).stream()
            .filter(other -> other.isEmbeddedWith(known.get()))
            .forEach(other -> end(other, address));
      }
    } else {
      context.report(known.get().sighting());
    }
  }

  private void end(UpnpDevice advert, InetAddress address) {
    adverts.remove(address, advert.udn());
    context.goodbye(advert.key(), address);
  }

  private void see(SsdpMessage message, Datagram datagram) {
    InetAddress address = datagram.address();
    UpnpDevice advert;
    Optional<DescriptionUrl> wanted;
    synchronized (this) {
      long now = nanos.getAsLong();
      Optional<UpnpDevice> known = adverts.find(address, message.udn());
      known.ifPresent(each -> each.heard(message, datagram.endpoint(), now));
      advert = known.orElseGet(() -> new UpnpDevice(message, datagram.endpoint(), now));
      boolean kept = known.isPresent() || adverts.add(address, advert, now);
      wanted = kept && describe ? wanted(address, advert, now) : Optional.empty();
      context.report(advert.sighting());
    }
    wanted.ifPresent(location -> request(location, advert.edition()));
  }

  /** All UDNs of one machine that announce the same description share it. */
  private Optional<DescriptionUrl> wanted(InetAddress address, UpnpDevice advert, long now) {
    Collection<UpnpDevice> siblings = adverts.at(address);
    if (advert.wants(now).isPresent()) {
      siblings.forEach(other -> advert.shareWith(other, now));
    }
    Optional<DescriptionUrl> wanted = advert.wants(now);
    if (wanted.isPresent()) {
      siblings.stream()
          .filter(other -> other.edition().equals(advert.edition()))
          .forEach(other -> other.fetching(now));
    }
    return wanted;
  }

  private void request(DescriptionUrl location, DescriptionVersion edition) {
    if (!queue.submit(location.host(), () -> describe(location, edition))) {
      context.count("descriptions_put_off", 1);
      synchronized (this) {
        adverts.at(location.host()).stream()
            .filter(advert -> advert.awaits(edition))
            .forEach(UpnpDevice::notFetched);
      }
    }
  }

  private void describe(DescriptionUrl location, DescriptionVersion edition) {
    Optional<Description> description = fetch(location);
    context.count(description.isPresent() ? "descriptions" : "descriptions_failed", 1);
    synchronized (this) {
      adverts.at(location.host()).stream()
          .filter(advert -> advert.awaits(edition))
          .forEach(advert -> describe(advert, description));
    }
  }

  private void describe(UpnpDevice advert, Optional<Description> description) {
    if (description.isEmpty()) {
      advert.failed();
    } else {
      advert.described(description.get());
      if (!advert.expired(nanos.getAsLong())) {
        context.report(advert.sighting());
      }
    }
  }

  private Optional<Description> fetch(DescriptionUrl location) {
    try {
      if (context.hubPorts().contains(location.port()) && isOwn(location.host())) {
        throw new IOException("this hub itself serves that port");
      }
      return DescriptionParser.parse(fetcher.fetch(location));
    } catch (IOException e) {
      LOG.debug("No description from {}: {}", location.uri(), reason(e));
      return Optional.empty();
    }
  }

  private static boolean isOwn(InetAddress host) throws IOException {
    return host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null;
  }

  /** It may quote the other side. */
  private static String reason(IOException e) {
    return SafeText.clean(String.valueOf(e.getMessage()), 200);
  }
}
