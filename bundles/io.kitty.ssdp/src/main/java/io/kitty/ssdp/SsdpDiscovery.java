// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.ssdp.description.Description;
import io.kitty.ssdp.description.DescriptionFetcher;
import io.kitty.ssdp.description.DescriptionUrl;
import io.kitty.ssdp.description.DescriptionVersion;
import io.kitty.ssdp.message.SearchRequest;
import io.kitty.ssdp.message.SsdpMessage;
import io.kitty.ssdp.message.SsdpMessage.Kind;
import io.kitty.ssdp.message.SsdpParser;
import io.kitty.ssdp.message.Udn;
import io.kitty.text.SafeText;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SSDP discovery in one context: searches, listens, and merges the messages of each device with the
 * description fetched from it.
 */
final class SsdpDiscovery {

  /** The TTL of a search according to UPnP Device Architecture 1.1, §1.3.2. */
  private static final int TTL = 2;

  private static final Logger LOG = LoggerFactory.getLogger(SsdpDiscovery.class);

  private final DiscoveryContext context;
  private final boolean describe;
  private final LongSupplier nanos;
  private final DeviceCache devices = new DeviceCache();
  private final DescriptionFetcher fetcher;

  /**
   * @param describe whether descriptions are fetched
   * @param nanos the monotonic time
   */
  SsdpDiscovery(DiscoveryContext context, boolean describe, LongSupplier nanos) {
    this.context = context;
    this.describe = describe;
    this.nanos = nanos;
    this.fetcher = new DescriptionFetcher(context.http());
  }

  /**
   * Opens its ports: one for announcements, and another for searches, as a unicast response to port
   * 1900 reaches only one of the programs that share it.
   *
   * @throws IOException if a port cannot be opened
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
   * Handles a message. Only on-link senders count: a search may cross a router that forwards
   * multicast, but a response from behind it cannot be told from a forgery.
   */
  private void handle(SsdpMessage message, Datagram datagram) {
    if (!message.isDevice()) {
      return;
    }
    if (!datagram.onLink()) {
      context.count("off_link", 1);
    } else if (message.kind() == Kind.BYEBYE) {
      handleByebye(message, datagram.address());
    } else {
      handleAlive(message, datagram);
    }
  }

  /**
   * Handles a byebye. A device sends one for each of its types: a single type is withdrawn; the
   * device departs with the last of them or by its own name; embedded devices depart with their
   * root device.
   */
  private synchronized void handleByebye(SsdpMessage message, InetAddress address) {
    Optional<UpnpDevice> known = devices.find(address, message.udn());
    if (known.isEmpty()) {
      if (message.isWholeDevice()) {
        context.goodbye(Udn.key(message.udn(), address), address);
      }
    } else if (known.get().withdraw(message)) {
      end(known.get(), address);
      if (message.isRootDevice() || known.get().isRootDevice()) {
        devices.at(address).stream()
            .filter(other -> other.isEmbeddedWith(known.get()))
            .forEach(other -> end(other, address));
      }
    } else {
      context.report(known.get().sighting());
    }
  }

  private void end(UpnpDevice device, InetAddress address) {
    devices.remove(address, device.udn());
    context.goodbye(device.key(), address);
  }

  private void handleAlive(SsdpMessage message, Datagram datagram) {
    InetAddress address = datagram.address();
    UpnpDevice device;
    Optional<DescriptionUrl> toFetch;
    synchronized (this) {
      long now = nanos.getAsLong();
      Optional<UpnpDevice> known = devices.find(address, message.udn());
      known.ifPresent(each -> each.update(message, datagram.endpoint(), now));
      device = known.orElseGet(() -> new UpnpDevice(message, datagram.endpoint(), now));
      boolean kept = known.isPresent() || devices.add(address, device, now);
      toFetch = kept && describe ? toFetch(address, device, now) : Optional.empty();
      context.report(device.sighting());
    }
    toFetch.ifPresent(location -> request(location, device.version()));
  }

  /** All UDNs at one address that announce the same description share it. */
  private Optional<DescriptionUrl> toFetch(InetAddress address, UpnpDevice device, long now) {
    Collection<UpnpDevice> siblings = devices.at(address);
    if (device.toFetch(now).isPresent()) {
      siblings.forEach(other -> device.shareWith(other, now));
    }
    Optional<DescriptionUrl> toFetch = device.toFetch(now);
    if (toFetch.isPresent()) {
      siblings.stream()
          .filter(other -> other.version().equals(device.version()))
          .forEach(other -> other.startFetch(now));
    }
    return toFetch;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled
  private void request(DescriptionUrl location, DescriptionVersion version) {
    fetcher
        .describe(location)
        .whenComplete(
            (description, failure) -> {
              if (failure == null) {
                describe(location, version, description);
              } else {
                fail(location, version, failure);
              }
            });
  }

  private void fail(DescriptionUrl location, DescriptionVersion version, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof DeviceHttpException refused && refused.reason() == Reason.BUSY) {
      putOff(location, version);
    } else {
      LOG.debug("No description from {}: {}", location.uri(), reason(cause));
      describe(location, version, Optional.empty());
    }
  }

  private void putOff(DescriptionUrl location, DescriptionVersion version) {
    context.count("descriptions_put_off", 1);
    synchronized (this) {
      devices.at(location.host()).stream()
          .filter(device -> device.awaits(version))
          .forEach(UpnpDevice::cancelFetch);
    }
  }

  private void describe(
      DescriptionUrl location, DescriptionVersion version, Optional<Description> description) {
    context.count(description.isPresent() ? "descriptions" : "descriptions_failed", 1);
    synchronized (this) {
      devices.at(location.host()).stream()
          .filter(device -> device.awaits(version))
          .forEach(device -> describe(device, description));
    }
  }

  private void describe(UpnpDevice device, Optional<Description> description) {
    if (description.isEmpty()) {
      device.fetchFailed();
    } else {
      device.fetched(description.get());
      if (!device.expired(nanos.getAsLong())) {
        context.report(device.sighting());
      }
    }
  }

  /** The message may quote untrusted text. */
  private static String reason(@Nullable Throwable e) {
    return SafeText.clean(e == null ? "" : String.valueOf(e.getMessage()), 200);
  }
}
