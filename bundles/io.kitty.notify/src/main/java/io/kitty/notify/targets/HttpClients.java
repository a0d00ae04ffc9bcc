// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Clients that follow no redirection, each created when the first message is sent. */
final class HttpClients {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private static final Supplier<HttpClient> USUAL = lazily(() -> builder().build());

  /** Java's client logs whole URLs at its lowest level, and with them secrets. */
  private static final Logger CLIENT = Logger.getLogger("jdk.internal.httpclient.debug");

  static {
    CLIENT.setLevel(Level.OFF);
  }

  private HttpClients() {}

  /**
   * Returns a client for TLS with some certificates.
   *
   * @param tls the context of TLS; null for that of Java
   */
  static Supplier<HttpClient> with(@Nullable SSLContext tls) {
    return tls == null ? USUAL : lazily(() -> builder().sslContext(tls).build());
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT);
  }

  private static Supplier<HttpClient> lazily(Supplier<HttpClient> factory) {
    return new Supplier<>() {
      private @Nullable HttpClient client;

      @Override
      public synchronized HttpClient get() {
        HttpClient known = client;
        if (known == null) {
          known = factory.get();
          client = known;
        }
        return known;
      }
    };
  }
}
