// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.JmDNSImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A responder of JmDNS: it probes the names, renames on conflicts, announces, answers and says
 * goodbye (RFC 6762, §8 to §10). It has a socket and threads of its own.
 */
final class JmDnsResponder implements ServiceResponder {

  private static final Logger LOG = LoggerFactory.getLogger(JmDnsResponder.class);

  private static final String LOCAL = ".local.";

  /**
   * JmDNS that leaves it to the announcer to replace it after an error of its socket: while it
   * repairs itself closing does nothing, and its threads and its socket stay.
   */
  private static final class UnrepairedDns extends JmDNSImpl {

    /** Without an initializer, as the constructor of JmDNS starts threads that may fail. */
    private volatile boolean failed;

    UnrepairedDns(InetAddress address, String host) throws IOException {
      super(address, host);
    }

    @Override
    public void recover() {
      failed = true;
    }
  }

  private final UnrepairedDns dns;
  private final List<ServiceInfo> services = new ArrayList<>();

  JmDnsResponder(InetAddress address, HubPage page) throws IOException {
    this.dns = new UnrepairedDns(named(address, page.host()), page.host());
    try {
      for (String type : HubPage.TYPES) {
        ServiceInfo service =
            ServiceInfo.create(type + LOCAL, page.instance(), page.port(), 0, 0, page.txt(type));
        services.add(service);
        dns.registerService(service);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Names the address, as JmDNS may look up the name of one that has none in the DNS. */
  private static InetAddress named(InetAddress address, String host) throws IOException {
    return address instanceof Inet6Address ipv6
        ? Inet6Address.getByAddress(host, address.getAddress(), ipv6.getScopeId())
        : InetAddress.getByAddress(host, address.getAddress());
  }

  @Override
  public boolean owns(DnsName name) {
    if (name.equals(DnsName.of(dns.getHostName().replaceFirst("\\.$", "")))) {
      return true;
    }
    return ServiceInstanceName.of(name)
        .filter(
            instance ->
                services.stream()
                    .anyMatch(
                        service ->
                            service.getName().equalsIgnoreCase(instance.instance())
                                && service.getType().equalsIgnoreCase(instance.type() + LOCAL)))
        .isPresent();
  }

  @Override
  public boolean failed() {
    return dns.failed;
  }

  @Override
  public void close() {
    try {
      if (dns.failed) {
        dns.cancelStateTimer(); // late goodbyes would end what a successor announces
      }
      dns.close();
    } catch (RuntimeException e) {
      LOG.debug("Cannot close a responder", e);
    }
  }
}
