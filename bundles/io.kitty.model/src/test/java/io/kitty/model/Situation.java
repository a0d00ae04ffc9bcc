// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.BAMBU;
import static io.kitty.model.ModelHarness.MDNS;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Warning;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.List;

/** A simulated network on which the tests announce devices. */
abstract class Situation {

  static final Duration ROUND = Duration.ofSeconds(60);

  final ModelHarness lan = new ModelHarness();

  void host(String name, String address, String mac) {
    lan.mdns(name + ".local", address, mac);
  }

  void bambu(String serial, String name, String address, String mac) {
    lan.seen(
        BAMBU,
        serial,
        address,
        mac,
        s -> s.identifier(Identifier.serial("bambu", serial)).fact(Fact.NAME, name));
  }

  /**
   * Announces a device that states its host name and a UUID in two protocols, and answers pings.
   */
  void machine(String name, String udn, String address, String mac) {
    host(name, address, mac);
    lan.ssdp(udn, address, mac);
    lan.ping(address, mac);
  }

  void via(String sender, String name, String address, String mac) {
    lan.seen(
        MDNS,
        name + ".local",
        address,
        mac,
        s -> s.identifier(Identifier.hostName(name)).via(TestLinks.address(sender)));
  }

  List<String> warnings(String id) {
    return lan.device(id).warnings().stream().map(Warning::code).toList();
  }

  static Endpoint at(String address) {
    return new Endpoint(TestLinks.address(address), "eth0");
  }

  static String hex(String last) {
    return "0a:00:00:00:00:" + last;
  }

  static Identifier.Mac mac(String last) {
    return (Identifier.Mac) Identifier.mac(hex(last)).orElseThrow();
  }
}
