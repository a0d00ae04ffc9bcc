// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.Question;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Records its queries. */
final class FakeQuerySender implements QuerySender {
  private final InetAddress address;
  private final List<Question> questions = new ArrayList<>();
  private final List<KnownAnswer> known = new ArrayList<>();
  private boolean broken;
  private boolean closed;

  FakeQuerySender(InetAddress address) {
    this.address = address;
  }

  @Override
  public int query(Collection<Question> what, Collection<KnownAnswer> answers) {
    questions.addAll(what);
    known.addAll(answers);
    return 1;
  }

  InetAddress address() {
    return address;
  }

  List<Question> questions() {
    return questions;
  }

  List<KnownAnswer> known() {
    return known;
  }

  /** Makes it broken. */
  void fail() {
    broken = true;
  }

  @Override
  public boolean broken() {
    return broken;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
