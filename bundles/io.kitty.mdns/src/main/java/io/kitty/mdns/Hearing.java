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
    CacheFlush.apply(message, zone, now);
    touched.forEach(host -> host.heardFrom(sender));
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
      Offer offer = zone.offer(name.get());
      offer.pointer(subtype.get(), lease);
      touch(offer);
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
      Offer offer = zone.offer(name.get());
      touch(offer); // its host so far, which may be another
      zone.locate(offer, host.get(), server.port(), lease);
      touch(offer);
    }
  }

  private void hear(Text text, Lease lease) {
    Optional<ServiceName> name = ServiceName.of(text.name());
    if (name.isPresent() && !text.validity().goodbye()) {
      Offer offer = zone.offer(name.get());
      offer.text(text.txt(), lease);
      touch(offer);
    }
  }

  private void hear(Address address, Lease lease) {
    Optional<Host> host;
    if (address.validity().goodbye()) {
      host = zone.known(address.name());
      host.ifPresent(each -> each.leave(address.address(), now));
    } else {
      host = zone.host(address.name(), sender);
      host.ifPresent(each -> hear(each, address.address(), lease));
    }
    host.ifPresent(touched::add);
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
    Optional<Offer> offer = zone.known(name);
    offer.ifPresent(each -> each.withdraw(now));
    offer.ifPresent(this::touch);
  }

  private void touch(Offer offer) {
    Optional.ofNullable(offer.host()).ifPresent(touched::add);
  }
}
