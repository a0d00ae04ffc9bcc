// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.commons.tls.TrustedCertificates;
import io.kitty.notify.transport.HttpTransport;
import io.kitty.notify.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Finds out which service a target is, and how messages get there. */
final class TargetServices {

  private TargetServices() {}

  /**
   * Returns the service of a target.
   *
   * @param ca a file of trusted certificates in PEM form; {@code ""} for those that Java trusts
   * @param folder the folder for the files of the target
   * @throws IllegalArgumentException with a sentence for people that contains no secret
   */
  static TargetService find(TargetSettings settings, String ca, Path folder, Clock clock) {
    SSLContext tls = tls(ca);
    String scheme = settings.url().scheme();
    if (scheme.equals("smtp") || scheme.equals("smtps")) {
      return MailServices.find(settings, tls);
    }
    HttpServices.HttpService service = new HttpServices(settings, folder, clock).find();
    Transport transport =
        new HttpTransport(
            service.format(),
            headers(settings, service.name()),
            settings.secrets(),
            HttpClients.with(tls),
            clock);
    return new TargetService(service.name(), service.server(), transport);
  }

  private static @Nullable SSLContext tls(String ca) {
    TrustManager[] trust = TrustedCertificates.trust("ca.file", ca);
    if (trust == null) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("ca.file is not used: this Java has no TLS for it", e);
    }
  }

  private static Map<String, String> headers(TargetSettings settings, String service) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "Kitty-Discovery");
    String authorization = authorization(settings, service);
    if (!authorization.isEmpty()) {
      headers.put("Authorization", authorization);
    }
    headers.putAll(settings.headers());
    return headers;
  }

  /**
   * Returns the credentials. ntfy's access token can be the only one of user and password: {@code
   * ntfys://tk_abc@host/topic} in Apprise, {@code ntfys://:tk_abc@host/topic} in shoutrrr.
   */
  private static String authorization(TargetSettings settings, String service) {
    String user = settings.user();
    String password = settings.password().reveal();
    if (service.equals("gotify") || service.equals("telegram") || service.equals("discord")) {
      return "";
    }
    if (!settings.token().isEmpty()) {
      return "Bearer " + settings.token().reveal();
    }
    if (service.equals("ntfy") && (user.isEmpty() || password.isEmpty())) {
      return user.isEmpty() && password.isEmpty() ? "" : "Bearer " + user + password;
    }
    return user.isEmpty()
        ? ""
        : "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
