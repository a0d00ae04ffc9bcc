// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.dns.DnsMessageReader;
import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.QueryWriter;
import io.kitty.mdns.dns.Question;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Collection;
import java.util.List;
import javax.jmdns.impl.DNSCache;
import javax.jmdns.impl.DNSEntry;
import javax.jmdns.impl.DNSIncoming;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.JmDNSImpl;
import javax.jmdns.impl.constants.DNSConstants;

/**
 * JmDNS on one link and in one address family, as somebody who asks and nothing else. It has the
 * socket on port 5353 from which questions must come if all are to hear the answers (RFC 6762,
 * §5.2), and writes them. It has one thread of its own, which ends with the socket; what is sent to
 * the group does not reach it.
 *
 * <p>The rest of JmDNS is switched off, for reasons of its own each:
 *
 * <ul>
 *   <li>It would announce this host and answer for it, to every question for any address too, and
 *       repeat the service types of others as its own. This hub has nothing to say yet.
 *   <li>Its cache takes all that strangers send, without bounds, and no record of it can be trusted
 *       (see {@link DnsMessageReader}). It keeps nothing here; {@link LinkCache} does.
 *   <li>It has two timers for each instance, and asks three times within a second. Here the hub's
 *       timer says when, at the pace of RFC 6762.
 *   <li>It recovers from an error by itself, on an address that may be gone. Here {@link
 *       QuerySenders} makes another one.
 * </ul>
 */
final class JmDnsQuerySender extends JmDNSImpl implements QuerySender {

  /** The name of this host among its own; never sent. */
  private static final String NAME = "kitty";

  private volatile boolean broken;

  /**
   * @param address an address of the link, in the family in which to ask
   * @param index the index of the link's interface
   */
  JmDnsQuerySender(InetAddress address, int index) throws IOException {
    super(named(address, index), NAME);
    try {
      bind(index);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** VLANs have the link-local address of what they are on: the index tells them apart. */
  private void bind(int index) throws IOException {
    NetworkInterface nif = NetworkInterface.getByIndex(index);
    if (nif == null) {
      throw new IOException("the interface is gone");
    }
    getSocket().setNetworkInterface(nif);
    // What others send to the group is read elsewhere; JmDNS would take each packet apart in vain.
    getSocket()
        .leaveGroup(
            new InetSocketAddress(getGroup(), DNSConstants.MDNS_PORT),
            getLocalHost().getInterface());
  }

  /** The address with a name, as JmDNS looks up the name of one that has none in the DNS. */
  private static InetAddress named(InetAddress address, int index) throws IOException {
    return address instanceof Inet4Address
        ? InetAddress.getByAddress(NAME, address.getAddress())
        : Inet6Address.getByAddress(NAME, address.getAddress(), index);
  }

  @Override
  public int query(Collection<Question> questions, Collection<KnownAnswer> known)
      throws IOException {
    List<DNSOutgoing> messages = QueryWriter.of(questions, known);
    for (DNSOutgoing each : messages) {
      send(each);
    }
    return messages.size();
  }

  @Override
  public boolean broken() {
    return broken;
  }

  /**
   * Frees the port at once: JmDNS's own way takes seconds, as it says goodbye for what it
   * announced. Once it knows that it is being cancelled, its thread ends without a word when the
   * socket closes.
   */
  @Override
  public void close() {
    cancelState();
    getSocket().close();
  }

  @Override
  public DNSCache getCache() {
    return NOTHING;
  }

  @Override
  public void recover() {
    broken = true;
  }

  /** Forgets the question, which JmDNS would keep to put it together with the next. */
  @Override
  public void startResponder(DNSIncoming in, InetAddress address, int port) {
    respondToQuery(in);
  }

  @Override
  public boolean registerServiceType(String type) {
    return false;
  }

  @Override
  public void updateRecord(long now, DNSRecord record, Operation operation) {}

  @Override
  public void startProber() {}

  @Override
  public void startAnnouncer() {}

  @Override
  public void startRenewer() {}

  @Override
  public void startCanceler() {}

  @Override
  public void startReaper() {}

  private static final DNSCache NOTHING =
      new DNSCache(1) {
        private static final long serialVersionUID = 1;

        @Override
        public boolean addDNSEntry(DNSEntry entry) {
          return false;
        }

        @Override
        public boolean replaceDNSEntry(DNSEntry entry, DNSEntry existing) {
          return false;
        }
      };
}
