// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Question;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A record of one sender that another sender may contradict. */
interface UnverifiedRecord {

  /** Returns whether it was received again after a time. */
  boolean receivedSince(long time);

  /** Returns the questions that the device answers by repeating it. */
  List<Question> questions();

  /** Ends it like a goodbye. */
  void withdraw(long now);

  /** Returns the device's host, if known. */
  Optional<CachedHost> device();

  /** Returns its name. */
  DnsName subject();

  /** Returns the name to display. */
  String title();

  /** Returns the source address. */
  InetAddress sender();
}
