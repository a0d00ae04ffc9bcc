// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Translates failures into sentences that say why the broker cannot be used and how to fix it. No
 * sentence contains a message of the client library.
 */
final class BrokerFailures {

  private static final int MAX_CAUSES = 8;

  private static final String LOGIN =
      "it refuses the user or the password; correct user, password or password.file"
          + " (MQTT_PASSWORD)";

  private BrokerFailures() {}

  /** Returns the reason, as the end of a sentence about the broker. */
  static String sentence(@Nullable Throwable failure) {
    List<Throwable> chain =
        Stream.iterate(failure, Objects::nonNull, each -> each.getCause())
            .limit(MAX_CAUSES)
            .toList();
    return Stream.iterate(chain.size() - 1, i -> i >= 0, i -> i - 1)
        .map(chain::get)
        .map(BrokerFailures::meaning)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("the connection was lost");
  }

  private static Optional<String> meaning(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (failure instanceof UnknownHostException) {
      return Optional.of("the host cannot be resolved; correct url");
    }
    if (failure instanceof NoRouteToHostException) {
      return Optional.of("there is no route to the host; check the network, or correct url");
    }
    if (failure instanceof SocketTimeoutException) {
      return Optional.of("it does not answer in time; check whether the host is up");
    }
    if (failure instanceof ConnectException) {
      return Optional.of(
          message.contains("refused")
              ? "nothing listens there; start the broker, or correct host and port in url"
              : "there is no route to the host; check the network, or correct url");
    }
    if (failure instanceof CertificateException || failure instanceof SSLException) {
      return Optional.of(tls(message));
    }
    if (failure instanceof ProtocolException) {
      return Optional.of(
          "it opens no WebSocket for MQTT there; correct scheme, port or path in url");
    }
    if (message.startsWith("it sends a packet")) {
      return Optional.of(message + "; remove that message from it");
    }
    return failure instanceof MqttException refused ? code(refused) : Optional.empty();
  }

  private static String tls(String message) {
    if (message.contains("subject alternative") || message.contains("no name matching")) {
      return "its certificate is for another host; use that host in url";
    }
    if (message.contains("certification path")) {
      return "its certificate is signed by nobody who is trusted; name the file of the one who"
          + " signed it under ca.file";
    }
    if (message.contains("expired") || message.contains("notafter")) {
      return "its certificate has expired; renew it, or correct the clock";
    }
    if (message.contains("unrecognized ssl message") || message.contains("unsupported or")) {
      return "it does not speak TLS at that port; correct scheme or port in url";
    }
    return message.contains("certificate")
        ? "it refuses the certificate of this hub; set cert.file and key.file"
        : "no encrypted connection is possible; the broker has to offer TLS 1.2 or 1.3";
  }

  /** Translates the codes of a refused connection (MQTT 3.1.1, section 3.2.2.3). */
  private static Optional<String> code(MqttException failure) {
    return switch (failure.getReasonCode()) {
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
          MqttException.REASON_CODE_NOT_AUTHORIZED ->
          Optional.of(LOGIN);
      case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION ->
          Optional.of("it does not speak MQTT 3.1.1");
      case MqttException.REASON_CODE_BROKER_UNAVAILABLE ->
          Optional.of("it takes no connections now; look into its log");
      case MqttException.REASON_CODE_CLIENT_TIMEOUT ->
          Optional.of("it does not answer in time; check whether the host is up");
      case MqttException.REASON_CODE_CONNECTION_LOST ->
          Optional.of("it ended the connection; look into its log");
      default -> Optional.empty();
    };
  }
}
