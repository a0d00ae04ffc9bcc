// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.cache.Verifications.Contradiction;
import io.kitty.mdns.dns.DnsMessage;
import io.kitty.mdns.dns.RecordTtl;
import io.kitty.mdns.dns.ResourceRecord;
import io.kitty.mdns.dns.ResourceRecord.Address;
import io.kitty.mdns.dns.ResourceRecord.Pointer;
import io.kitty.mdns.dns.ResourceRecord.Server;
import io.kitty.mdns.dns.ResourceRecord.Text;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One message that a zone takes in, record by record. */
final class CacheUpdater {

  private final LinkCache zone;
  private final DnsMessage message;
  private final InetAddress sender;
  private final LinkCache.AddressPolicy addresses;
  private final long now;
  private final Set<CachedHost> touched = new LinkedHashSet<>();

  CacheUpdater(
      LinkCache zone,
      DnsMessage message,
      InetAddress sender,
      LinkCache.AddressPolicy addresses,
      long now) {
    this.zone = zone;
    this.message = message;
    this.sender = sender;
    this.addresses = addresses;
    this.now = now;
  }

  /**
   * Takes it in.
   *
   * @return the machines that it is about
   */
  Set<CachedHost> take() {
    for (ResourceRecord each : message.records()) {
      RecordTtl lease = new RecordTtl(now, each.validity().ttl(), message.direct());
      if (each instanceof Pointer pointer) {
        handle(pointer, lease);
      } else if (each instanceof Server server) {
        handle(server, lease);
      } else if (each instanceof Text text) {
        handle(text, lease);
      } else if (each instanceof Address address) {
        handle(address, lease);
      }
    }
    CacheFlush.apply(message, sender, zone, now);
    touched.forEach(host -> host.heard(now));
    return touched;
  }

  private void handle(Pointer pointer, RecordTtl lease) {
    if (pointer.name().equals(ServiceInstanceName.TYPES)) {
      if (!pointer.validity().goodbye()) {
        zone.types().list(pointer.target());
      }
      return;
    }
    Optional<ServiceInstanceName> name = ServiceInstanceName.of(pointer.target());
    Optional<String> subtype = name.flatMap(each -> each.subtypeOf(pointer.name()));
    if (name.isEmpty() || subtype.isEmpty()) {
      return;
    }
    if (!pointer.validity().goodbye()) {
      Optional<ServiceInstance> offer = zone.offer(name.get(), sender);
      offer.ifPresent(each -> each.pointer(subtype.get(), lease));
      offer.ifPresent(this::touch);
    } else if (subtype.get().isEmpty()) {
      withdraw(name.get());
    }
  }

  private void handle(Server server, RecordTtl lease) {
    Optional<ServiceInstanceName> name = ServiceInstanceName.of(server.name());
    if (name.isEmpty()) {
      return;
    }
    if (server.validity().goodbye()) {
      withdraw(name.get());
      return;
    }
    Optional<CachedHost> host = zone.host(server.host(), sender);
    if (host.isPresent()) {
      zone.offer(name.get(), sender).ifPresent(offer -> locate(offer, host.get(), server, lease));
    }
  }

  private void locate(ServiceInstance offer, CachedHost host, Server server, RecordTtl lease) {
    touch(offer); // its host so far, which may be another
    zone.locate(offer, host, server.port(), lease);
    touch(offer);
    for (ServiceInstance other : zone.offers(offer.name())) {
      if (other.contradicts(offer) && isForeign(other)) {
        zone.doubts().raise(other, Contradiction.SERVICE, sender, now);
      }
    }
  }

  /** Whether a service was announced by another machine than the sender's. */
  private boolean isForeign(ServiceInstance offer) {
    return !offer.sender().equals(sender)
        && offer.machine().filter(host -> host.isSpokenForBy(sender)).isEmpty();
  }

  private void handle(Text text, RecordTtl lease) {
    Optional<ServiceInstanceName> name = ServiceInstanceName.of(text.name());
    if (name.isPresent() && !text.validity().goodbye()) {
      Optional<ServiceInstance> offer = zone.offer(name.get(), sender);
      offer.ifPresent(each -> each.text(text.txt(), lease));
      offer.ifPresent(this::touch);
    }
  }

  private void handle(Address address, RecordTtl lease) {
    if (address.validity().goodbye()) {
      zone.hosts(address.name()).stream()
          .filter(host -> host.isAt(address.address()))
          .forEach(host -> leave(host, address.address()));
      return;
    }
    Optional<CachedHost> host = zone.host(address.name(), sender);
    host.ifPresent(each -> handle(each, address.address(), lease));
    host.ifPresent(touched::add);
    if (address.validity().flush()) {
      doubtOthers(address);
    }
  }

  private void leave(CachedHost host, InetAddress address) {
    if (host.isSpokenForBy(sender)) {
      host.leave(address, now);
      touched.add(host);
    } else {
      zone.doubts().raise(host, Contradiction.GOODBYE, sender, now);
    }
  }

  /** A host name belongs to one machine, so that others of that name may have moved. */
  private void doubtOthers(Address address) {
    for (CachedHost other : zone.hosts(address.name())) {
      if (!other.isAt(address.address()) && !other.isSpokenForBy(sender)) {
        zone.doubts().raise(other, Contradiction.NAME, sender, now);
      }
    }
  }

  /** An address of this hub's belongs to nobody else, whoever says so. */
  private void handle(CachedHost host, InetAddress address, RecordTtl lease) {
    if (addresses.isOurs(address) && !addresses.isOurs(sender)) {
      host.claimOurAddress();
    } else {
      zone.address(host, address, lease, addresses.order());
    }
  }

  private void withdraw(ServiceInstanceName name) {
    for (ServiceInstance offer : zone.offers(name)) {
      if (!isForeign(offer)) {
        offer.withdraw(now);
        touch(offer);
      } else if (!offer.withdrawn()) {
        zone.doubts().raise(offer, Contradiction.GOODBYE, sender, now);
      }
    }
  }

  private void touch(ServiceInstance offer) {
    Optional.ofNullable(offer.host()).ifPresent(touched::add);
  }
}
