// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.print.PrintState;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT broker in a Bambu Lab printer: TLS on port 8883, the user {@code bblp}, and the access
 * code as the password. Its certificate names the serial number. As a P1 it has at most four
 * clients.
 */
public final class BambuBroker implements ProtocolSimulator {

  public static final int PORT = 8883;

  private static final Logger LOG = LoggerFactory.getLogger(BambuBroker.class);
  private static final int MAX_CLIENTS = 4;

  private final SimulatedAddress host;
  private final JsonNode values;
  private final Supplier<PrintState> print;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  public BambuBroker(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    this.host = host;
    this.values = values;
    this.print = print;
  }

  @Override
  public void start() throws IOException {
    ServerSocket server =
        PrinterCertificate.context(text("serial"))
            .getServerSocketFactory()
            .createServerSocket(PORT, MAX_CLIENTS, host.address());
    host.own(
        () -> {
          server.close();
          clients.forEach(BambuBroker::close);
        });
    thread(() -> accept(server));
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (clients.size() < MAX_CLIENTS) {
          clients.add(client);
          thread(() -> serve(client));
        } else {
          close(client);
        }
      } catch (IOException e) {
        LOG.debug("{} accepts no client", host.ip(), e);
      }
    }
    clients.forEach(BambuBroker::close);
  }

  private void serve(Socket client) {
    BambuReport report = new BambuReport(values.path("everything").asBoolean(), print);
    try {
      new MqttConnection(client, text("serial"), text("code"), report).run();
    } catch (IOException e) {
      LOG.debug("{} ends a connection", host.ip(), e);
    } finally {
      close(client);
      clients.remove(client);
    }
  }

  private static void close(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("A connection could not be closed", e);
    }
  }

  private String text(String name) {
    return values.path(name).asText();
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-demo-mqtt");
    thread.setDaemon(true);
    thread.start();
  }
}
