// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.mqtt;

import io.kitty.text.SafeText;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/** Describes why a connection has ended. */
final class Failures {

  private static final int MAX_TEXT = 200;
  private static final int MAX_CAUSES = 8;

  private Failures() {}

  /** Returns whether the printer refused the login (MQTT 3.1.1, section 3.2.2.3: 4 and 5). */
  static boolean isRefusal(@Nullable Throwable failure) {
    return failure instanceof MqttException refused
        && (refused.getReasonCode() == MqttException.REASON_CODE_FAILED_AUTHENTICATION
            || refused.getReasonCode() == MqttException.REASON_CODE_NOT_AUTHORIZED);
  }

  /** Returns the reason for people; the code that was sent is in no exception. */
  static String sentence(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null && cause.getCause() != null; i++) {
      if (cause instanceof CertificateException) {
        break;
      }
      cause = cause.getCause();
    }
    if (cause == null) {
      return "the connection has ended";
    }
    if (cause instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    return SafeText.clean(String.valueOf(cause.getMessage()), MAX_TEXT);
  }
}
