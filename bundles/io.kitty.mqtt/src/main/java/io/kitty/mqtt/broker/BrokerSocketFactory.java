// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes the sockets to a broker, which the client connects itself. */
final class BrokerSocketFactory extends SocketFactory {

  private final BrokerSettings broker;

  BrokerSocketFactory(BrokerSettings broker) {
    this.broker = broker;
  }

  @Override
  public Socket createSocket() {
    return new BrokerSocket(broker.url(), broker.tls());
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
