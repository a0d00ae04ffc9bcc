// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import io.kitty.commons.FileFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trusts those whose certificates are in a file, and nobody else. */
public final class TrustStore {

  private TrustStore() {}

  /**
   * @param file certificates in PEM form
   * @throws IllegalArgumentException with a sentence for people, if it cannot be used
   */
  public static SSLContext in(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, each);
      }
      if (number == 0) {
        throw new IllegalArgumentException("ca.file = " + file + " holds no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      String why = FileFailures.sentence(file, e);
      throw new IllegalArgumentException("ca.file = " + file + " cannot be read: " + why, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "ca.file = " + file + " holds something else than certificates in PEM form", e);
    }
  }
}
