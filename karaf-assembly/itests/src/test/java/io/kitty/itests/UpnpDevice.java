// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.UUID;

/**
 * A UPnP device on the loopback interface: it announces itself on demand, and serves its
 * description from the same address (UPnP Device Architecture 1.1, sections 1.2 and 2.3). It does
 * not respond to searches.
 */
public final class UpnpDevice implements AutoCloseable {
  private static final InetSocketAddress GROUP = new InetSocketAddress("239.255.255.250", 1900);
  private static final String DESCRIPTION =
      """
      <?xml version="1.0"?>
      <root xmlns="urn:schemas-upnp-org:device-1-0">
        <specVersion><major>1</major><minor>0</minor></specVersion>
        <device>
          <deviceType>urn:schemas-upnp-org:device:Printer:1</deviceType>
          <friendlyName>%s</friendlyName>
          <manufacturer>Kiln Works</manufacturer>
          <modelName>Kiln 3</modelName>
          <UDN>%s</UDN>
        </device>
      </root>
      """;

  private final String name;
  private final UUID uuid = UUID.randomUUID();
  private final HttpServer http;
  private final DatagramChannel channel;

  public UpnpDevice(String name, String address) throws IOException {
    this.name = name;
    InetAddress own = InetAddress.getByName(address);
    http = HttpServer.create(new InetSocketAddress(own, 0), 0);
    http.createContext("/description.xml", this::describe);
    http.start();
    channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.bind(new InetSocketAddress(own, 0));
    channel.setOption(
        StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(HubProcess.loopback()));
  }

  /** The device's id in the hub. */
  public String id() {
    return "uuid:" + uuid;
  }

  public void alive() throws IOException {
    InetSocketAddress served = http.getAddress();
    notify(
        "ssdp:alive",
        "CACHE-CONTROL: max-age=1800",
        "SERVER: Linux/6 UPnP/1.1 Kiln/3",
        "LOCATION: http://%s:%d/description.xml"
            .formatted(served.getAddress().getHostAddress(), served.getPort()));
  }

  public void byebye() throws IOException {
    notify("ssdp:byebye");
  }

  private void notify(String subtype, String... more) throws IOException {
    String message =
        """
        NOTIFY * HTTP/1.1
        HOST: 239.255.255.250:1900
        NT: upnp:rootdevice
        USN: %s::upnp:rootdevice
        NTS: %s
        %s

        """
            .formatted(id(), subtype, String.join("\n", more))
            .replace("\n", "\r\n");
    channel.send(ByteBuffer.wrap(message.getBytes(UTF_8)), GROUP);
  }

  private void describe(HttpExchange exchange) throws IOException {
    byte[] body = DESCRIPTION.formatted(name, id()).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
