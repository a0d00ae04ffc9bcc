// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tls;

import io.kitty.commons.FileFailures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates in files, for servers that nobody whom Java trusts has signed. */
public final class TrustedCertificates {

  /** The hub's folder, against which relative paths are resolved. */
  private static final Path HOME = Path.of(System.getProperty("karaf.base", ""));

  private static final int MAX_FILE = 1024 * 1024;

  private TrustedCertificates() {}

  /**
   * Returns what trusts only the certificates in a file.
   *
   * @param name the name of the key that gives the file, for instance {@code ca.file}
   * @param file a file in PEM form; {@code ""} for the certificates that Java trusts
   * @return null for those that Java trusts
   * @throws IllegalArgumentException with a sentence for people, if the file cannot be used
   */
  public static TrustManager @Nullable [] trust(String name, String file) {
    if (file.isBlank()) {
      return null;
    }
    Collection<? extends Certificate> certificates = read(name, file);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate each : certificates) {
        store.setCertificateEntry("ca" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("TLS cannot be used with these certificates", e);
    }
  }

  /**
   * Returns the certificates in a file.
   *
   * @param name the name of the key that gives the file
   * @param file a file in PEM form
   * @throws IllegalArgumentException with a sentence for people, if the file cannot be used
   */
  public static Collection<? extends Certificate> read(String name, String file) {
    byte[] content = bytes(name, file);
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw noPem(name, file, e);
    }
    throw noPem(name, file, null);
  }

  private static byte[] bytes(String name, String file) {
    Path path = HOME.resolve(file.strip());
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(MAX_FILE);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          name + " = " + file + " cannot be read: " + FileFailures.sentence(path, e), e);
    }
  }

  private static IllegalArgumentException noPem(
      String name, String file, @Nullable Exception cause) {
    return new IllegalArgumentException(
        name + " = " + file + " does not contain certificates in PEM form", cause);
  }
}
