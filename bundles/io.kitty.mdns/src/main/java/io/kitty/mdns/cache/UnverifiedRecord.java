// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Question;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What one machine said, which another one may contradict. */
interface UnverifiedRecord {

  /** Whether the machine has said it again since a time. */
  boolean heardSince(long time);

  /** What the machine answers by saying it again. */
  List<Question> questions();

  /** It ends, as if the machine had taken it back. */
  void withdraw(long now);

  /** The machine, as far as it is known. */
  Optional<CachedHost> machine();

  /** The name that it is about. */
  DnsName subject();

  /** What is doubted, as it is shown. */
  String title();

  /** Who said so. */
  InetAddress sender();
}
