// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.Question;
import java.io.IOException;
import java.util.Collection;

/** Sends questions to all on one link, in one address family. */
interface QuerySender extends AutoCloseable {

  /**
   * Asks.
   *
   * @param questions what is asked
   * @param known what need not be answered
   * @return how many packets were sent
   * @throws IOException if it cannot be sent
   */
  int query(Collection<Question> questions, Collection<KnownAnswer> known) throws IOException;

  /** Whether its socket failed, so that another asker is needed. */
  boolean broken();

  /** Frees its port at once. */
  @Override
  void close();
}
