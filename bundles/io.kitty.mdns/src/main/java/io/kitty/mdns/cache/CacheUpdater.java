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

/** Applies one response to the cache, record by record. */
final class CacheUpdater {

  private final LinkCache cache;
  private final DnsMessage message;
  private final InetAddress sender;
  private final LinkCache.AddressPolicy addresses;
  private final long now;
  private final Set<CachedHost> touched = new LinkedHashSet<>();

  CacheUpdater(
      LinkCache cache,
      DnsMessage message,
      InetAddress sender,
      LinkCache.AddressPolicy addresses,
      long now) {
    this.cache = cache;
    this.message = message;
    this.sender = sender;
    this.addresses = addresses;
    this.now = now;
  }

  /**
   * Applies the response.
   *
   * @return the hosts that it concerns
   */
  Set<CachedHost> take() {
    for (ResourceRecord each : message.records()) {
      RecordTtl ttl = new RecordTtl(now, each.validity().ttl(), message.direct());
      if (each instanceof Pointer pointer) {
        handle(pointer, ttl);
      } else if (each instanceof Server server) {
        handle(server, ttl);
      } else if (each instanceof Text text) {
        handle(text, ttl);
      } else if (each instanceof Address address) {
        handle(address, ttl);
      }
    }
    CacheFlush.apply(message, sender, cache, now);
    touched.forEach(host -> host.received(now));
    return touched;
  }

  private void handle(Pointer pointer, RecordTtl ttl) {
    if (pointer.name().equals(ServiceInstanceName.TYPES)) {
      if (!pointer.validity().goodbye()) {
        cache.types().list(pointer.target());
      }
      return;
    }
    Optional<ServiceInstanceName> name = ServiceInstanceName.of(pointer.target());
    Optional<String> subtype = name.flatMap(each -> each.subtypeOf(pointer.name()));
    if (name.isEmpty() || subtype.isEmpty()) {
      return;
    }
    if (!pointer.validity().goodbye()) {
      Optional<ServiceInstance> instance = cache.instance(name.get(), sender);
      instance.ifPresent(each -> each.pointer(subtype.get(), ttl));
      instance.ifPresent(this::touch);
    } else if (subtype.get().isEmpty()) {
      withdraw(name.get());
    }
  }

  private void handle(Server server, RecordTtl ttl) {
    Optional<ServiceInstanceName> name = ServiceInstanceName.of(server.name());
    if (name.isEmpty()) {
      return;
    }
    if (server.validity().goodbye() || !server.host().isVisible()) {
      withdraw(name.get());
      return;
    }
    Optional<CachedHost> host = cache.host(server.host(), sender);
    if (host.isPresent()) {
      cache
          .instance(name.get(), sender)
          .ifPresent(instance -> locate(instance, host.get(), server, ttl));
    }
  }

  private void locate(ServiceInstance instance, CachedHost host, Server server, RecordTtl ttl) {
    touch(instance); // its previous host, which may be another one
    cache.locate(instance, host, server.port(), ttl);
    touch(instance);
    for (ServiceInstance other : cache.instances(instance.name())) {
      if (other.contradicts(instance) && isForeign(other)) {
        cache.verifications().start(other, Contradiction.SERVICE, sender, now);
      }
    }
  }

  /** Returns whether a service was announced by another device than the sender. */
  private boolean isForeign(ServiceInstance instance) {
    return !instance.sender().equals(sender)
        && instance.device().filter(host -> host.isFrom(sender)).isEmpty();
  }

  private void handle(Text text, RecordTtl ttl) {
    Optional<ServiceInstanceName> name = ServiceInstanceName.of(text.name());
    if (name.isPresent() && !text.validity().goodbye()) {
      Optional<ServiceInstance> instance = cache.instance(name.get(), sender);
      instance.ifPresent(each -> each.text(text.txt(), ttl));
      instance.ifPresent(this::touch);
    }
  }

  private void handle(Address address, RecordTtl ttl) {
    if (address.validity().goodbye()) {
      cache.hosts(address.name()).stream()
          .filter(host -> host.isAt(address.address()))
          .forEach(host -> leave(host, address.address()));
      return;
    }
    Optional<CachedHost> host = cache.host(address.name(), sender);
    host.ifPresent(each -> handle(each, address.address(), ttl));
    host.ifPresent(touched::add);
    if (address.validity().flush()) {
      verifyOthers(address);
    }
  }

  private void leave(CachedHost host, InetAddress address) {
    if (host.isFrom(sender)) {
      host.leave(address, now);
      touched.add(host);
    } else {
      cache.verifications().start(host, Contradiction.GOODBYE, sender, now);
    }
  }

  /** A host name belongs to one device, so other hosts of that name may have moved. */
  private void verifyOthers(Address address) {
    for (CachedHost other : cache.hosts(address.name())) {
      if (!other.isAt(address.address()) && !other.isFrom(sender)) {
        cache.verifications().start(other, Contradiction.NAME, sender, now);
      }
    }
  }

  /** Accepts an address of this hub from this hub only. */
  private void handle(CachedHost host, InetAddress address, RecordTtl ttl) {
    if (addresses.isOurs(address) && !addresses.isOurs(sender)) {
      host.claimOurAddress();
    } else {
      cache.address(host, address, ttl, addresses.order());
    }
  }

  private void withdraw(ServiceInstanceName name) {
    for (ServiceInstance instance : cache.instances(name)) {
      if (!isForeign(instance)) {
        instance.withdraw(now);
        touch(instance);
      } else if (!instance.withdrawn()) {
        cache.verifications().start(instance, Contradiction.GOODBYE, sender, now);
      }
    }
  }

  private void touch(ServiceInstance instance) {
    Optional.ofNullable(instance.host()).ifPresent(touched::add);
  }
}
