// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A UPnP device on the loopback interface that sends and serves exactly the bytes of a test, with
 * any faults.
 */
final class RawUpnpDevice implements AutoCloseable {
  private static final InetSocketAddress GROUP = new InetSocketAddress("239.255.255.250", 1900);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Handles a request to its web server. */
  interface Server {
    void answer(String path, OutputStream out) throws Exception;
  }

  private final InetAddress address;
  private final ServerSocket http;
  private final DatagramChannel channel;
  private final Server server;

  /** Makes a device at an unused address. */
  RawUpnpDevice(Server server) throws IOException {
    this.server = server;
    address = InetAddress.getByName("127.0.20." + NUMBER.incrementAndGet());
    http = new ServerSocket(0, 5, address);
    channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.bind(new InetSocketAddress(address, 0));
    channel.setOption(
        StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(HubProcess.loopback()));
    run(this::serve);
  }

  /** Makes a device that responds to each request with these bytes, headers included. */
  static RawUpnpDevice answering(byte[] bytes) throws IOException {
    return new RawUpnpDevice((path, out) -> out.write(bytes));
  }

  /** Makes a device that responds with a document. */
  static RawUpnpDevice serving(byte[] document) throws IOException {
    return answering(response("Content-Length: " + document.length, document));
  }

  /** Returns the response with a document. */
  static byte[] response(String headers, byte[] document) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n" + headers + "\r\n\r\n";
    answer.writeBytes(head.getBytes(UTF_8));
    answer.writeBytes(document);
    return answer.toByteArray();
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "upnp-device");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try {
      while (true) {
        Socket caller = http.accept();
        run(() -> serve(caller));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8));
      String path = in.readLine().split(" ", -1)[1];
      while (!in.readLine().isEmpty()) {
        // the headers do not matter
      }
      server.answer(path, caller.getOutputStream());
    } catch (Exception e) {
      // the hub closed the connection
    }
  }

  String address() {
    return address.getHostAddress();
  }

  int port() {
    return http.getLocalPort();
  }

  /** Announces the device. */
  void alive(String type, String usn) throws IOException {
    say(
        "NT: " + type,
        "NTS: ssdp:alive",
        "USN: " + usn,
        "CACHE-CONTROL: max-age=1800",
        "LOCATION: http://%s:%d/d.xml".formatted(address(), port()));
  }

  /** Announces the end of one of its types. */
  void byebye(String type, String usn) throws IOException {
    say("NT: " + type, "NTS: ssdp:byebye", "USN: " + usn);
  }

  private void say(String... headers) throws IOException {
    String message = "NOTIFY * HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    channel.send(ByteBuffer.wrap(message.getBytes(UTF_8)), GROUP);
  }

  @Override
  public void close() throws IOException {
    http.close();
    channel.close();
  }
}
