// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.ResourceRecord.Address;
import io.kitty.mdns.ResourceRecord.Pointer;
import io.kitty.mdns.ResourceRecord.Server;
import io.kitty.mdns.ResourceRecord.Text;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One message that a zone takes in, record by record. */
final class Hearing {

  private final Zone zone;
  private final Message message;
  private final InetAddress sender;
  private final Addresses place;
  private final long now;
  private final Set<Host> touched = new LinkedHashSet<>();

  Hearing(Zone zone, Message message, InetAddress sender, Addresses place, long now) {
    this.zone = zone;
    this.message = message;
    this.sender = sender;
    this.place = place;
    this.now = now;
  }

  /**
   * Takes it in.
   *
   * @return the machines that it is about
   */
  Set<Host> take() {
    for (ResourceRecord each : message.records()) {
      Lease lease = new Lease(now, each.validity().ttl(), message.direct());
      if (each instanceof Pointer pointer) {
        hear(pointer, lease);
      } else if (each instanceof Server server) {
        hear(server, lease);
      } else if (each instanceof Text text) {
        hear(text, lease);
      } else if (each instanceof Address address) {
        hear(address, lease);
      }
    }
    CacheFlush.apply(message, sender, zone, now);
    touched.forEach(host -> host.heard(now));
    return touched;
  }

  private void hear(Pointer pointer, Lease lease) {
    if (pointer.name().equals(ServiceName.TYPES)) {
      if (!pointer.validity().goodbye()) {
        zone.types().list(pointer.target());
      }
      return;
    }
    Optional<ServiceName> name = ServiceName.of(pointer.target());
    Optional<String> subtype = name.flatMap(each -> each.subtypeOf(pointer.name()));
    if (name.isEmpty() || subtype.isEmpty()) {
      return;
    }
    if (!pointer.validity().goodbye()) {
      Optional<Offer> offer = zone.offer(name.get(), sender);
      offer.ifPresent(each -> each.pointer(subtype.get(), lease));
      offer.ifPresent(this::touch);
    } else if (subtype.get().isEmpty()) {
      withdraw(name.get());
    }
  }

  private void hear(Server server, Lease lease) {
    Optional<ServiceName> name = ServiceName.of(server.name());
    if (name.isEmpty()) {
      return;
    }
    if (server.validity().goodbye()) {
      withdraw(name.get());
      return;
    }
    Optional<Host> host = zone.host(server.host(), sender);
    if (host.isPresent()) {
      zone.offer(name.get(), sender).ifPresent(offer -> locate(offer, host.get(), server, lease));
    }
  }

  private void locate(Offer offer, Host host, Server server, Lease lease) {
    touch(offer); // its host so far, which may be another
    zone.locate(offer, host, server.port(), lease);
    touch(offer);
    for (Offer other : zone.offers(offer.name())) {
      if (other.contradicts(offer) && isForeign(other)) {
        zone.doubts().raise(other, Contradiction.SERVICE, sender, now);
      }
    }
  }

  /** Whether a service was announced by another machine than the sender's. */
  private boolean isForeign(Offer offer) {
    return !offer.sender().equals(sender)
        && offer.machine().filter(host -> host.isSpokenForBy(sender)).isEmpty();
  }

  private void hear(Text text, Lease lease) {
    Optional<ServiceName> name = ServiceName.of(text.name());
    if (name.isPresent() && !text.validity().goodbye()) {
      Optional<Offer> offer = zone.offer(name.get(), sender);
      offer.ifPresent(each -> each.text(text.txt(), lease));
      offer.ifPresent(this::touch);
    }
  }

  private void hear(Address address, Lease lease) {
    if (address.validity().goodbye()) {
      zone.hosts(address.name()).stream()
          .filter(host -> host.isAt(address.address()))
          .forEach(host -> leave(host, address.address()));
      return;
    }
    Optional<Host> host = zone.host(address.name(), sender);
    host.ifPresent(each -> hear(each, address.address(), lease));
    host.ifPresent(touched::add);
    if (address.validity().flush()) {
      doubtOthers(address);
    }
  }

  private void leave(Host host, InetAddress address) {
    if (host.isSpokenForBy(sender)) {
      host.leave(address, now);
      touched.add(host);
    } else {
      zone.doubts().raise(host, Contradiction.GOODBYE, sender, now);
    }
  }

  /** A host name belongs to one machine, so that others of that name may have moved. */
  private void doubtOthers(Address address) {
    for (Host other : zone.hosts(address.name())) {
      if (!other.isAt(address.address()) && !other.isSpokenForBy(sender)) {
        zone.doubts().raise(other, Contradiction.NAME, sender, now);
      }
    }
  }

  /** An address of this hub's belongs to nobody else, whoever says so. */
  private void hear(Host host, InetAddress address, Lease lease) {
    if (place.isOurs(address) && !place.isOurs(sender)) {
      host.claimOurAddress();
    } else {
      zone.address(host, address, lease, place.order());
    }
  }

  private void withdraw(ServiceName name) {
    for (Offer offer : zone.offers(name)) {
      if (!isForeign(offer)) {
        offer.withdraw(now);
        touch(offer);
      } else if (!offer.withdrawn()) {
        zone.doubts().raise(offer, Contradiction.GOODBYE, sender, now);
      }
    }
  }

  private void touch(Offer offer) {
    Optional.ofNullable(offer.host()).ifPresent(touched::add);
  }
}
