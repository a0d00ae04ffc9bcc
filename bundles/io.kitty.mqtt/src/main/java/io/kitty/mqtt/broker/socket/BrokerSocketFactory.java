// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker.socket;

import io.kitty.mqtt.broker.BrokerUrl;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the sockets to a broker, which the client connects itself. */
public final class BrokerSocketFactory extends SocketFactory {

  private final BrokerUrl url;
  private final @Nullable SSLSocketFactory tls;

  /**
   * @param tls makes encrypted sockets; null if the connection is not encrypted
   */
  public BrokerSocketFactory(BrokerUrl url, @Nullable SSLSocketFactory tls) {
    this.url = url;
    this.tls = tls;
  }

  @Override
  public Socket createSocket() {
    return new BrokerSocket(url, tls);
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
