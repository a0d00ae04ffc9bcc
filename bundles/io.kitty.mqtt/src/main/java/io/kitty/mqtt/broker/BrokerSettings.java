// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import io.kitty.commons.key.Secret;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to a broker. Its text contains no secret.
 *
 * @param url where it is
 * @param user the user; {@code ""} for none
 * @param password the password
 * @param tls the sockets for an encrypted connection; null if it is not encrypted
 */
public record BrokerSettings(
    BrokerUrl url, String user, Secret password, @Nullable SSLSocketFactory tls) {

  /** Drops the sockets unless the connection is encrypted. */
  public BrokerSettings {
    tls = url.tls() ? tls : null;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
