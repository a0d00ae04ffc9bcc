// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A responder of JmDNS: it probes the names, renames on conflicts, announces, answers and says
 * goodbye (RFC 6762, §8 to §10). It has a socket and threads of its own.
 */
final class JmDnsResponder implements ServiceResponder {

  private static final Logger LOG = LoggerFactory.getLogger(JmDnsResponder.class);

  private static final String LOCAL = ".local.";

  private final JmDNS dns;
  private final List<ServiceInfo> services = new ArrayList<>();

  JmDnsResponder(InetAddress address, HubPage page) throws IOException {
    this.dns = JmDNS.create(named(address, page.host()), page.host());
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
  public void close() {
    try {
      dns.close();
    } catch (IOException | RuntimeException e) {
      LOG.debug("Cannot close a responder", e);
    }
  }
}
