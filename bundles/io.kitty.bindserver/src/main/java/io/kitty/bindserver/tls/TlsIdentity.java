// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tls;

import io.kitty.hub.VirtualPrinterServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A printer's identity for TLS: a key and its certificate chain.
 *
 * @param certificate its own certificate
 * @param pem all of its certificates as text (RFC 7468), its own first
 * @param tls a TLS server context with them
 */
public record TlsIdentity(X509Certificate certificate, String pem, SSLContext tls) {

  /** Slicers rarely resume a session, and a stranger's sessions are not worth caching. */
  private static final int MAX_SESSIONS = 64;

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, System.lineSeparator().getBytes());

  /**
   * Reads the first RSA key of a key store, and its certificates.
   *
   * @throws IOException if there is none that can be read; the message names the file
   */
  public static TlsIdentity read(Path file, String password) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("the key store " + file + " is not there, or cannot be read");
    }
    char[] secret = password.toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), secret);
      PrivateKeyEntry entry = rsa(store, secret);
      if (entry == null) {
        throw new IOException("the key store " + file + " holds no RSA key with its certificate");
      }
      List<X509Certificate> certificates =
          Stream.of(entry.getCertificateChain()).map(X509Certificate.class::cast).toList();
      return new TlsIdentity(certificates.get(0), pem(certificates), context(entry));
    } catch (GeneralSecurityException | IOException e) {
      throw e instanceof IOException failure && e.getCause() == null
          ? failure
          : new IOException("the key store " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static @Nullable PrivateKeyEntry rsa(KeyStore store, char[] secret)
      throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.entryInstanceOf(alias, PrivateKeyEntry.class)
          && store.getEntry(alias, new PasswordProtection(secret)) instanceof PrivateKeyEntry entry
          && entry.getPrivateKey().getAlgorithm().equals("RSA")) {
        return entry;
      }
    }
    return null;
  }

  private static SSLContext context(PrivateKeyEntry entry)
      throws GeneralSecurityException, IOException {
    char[] secret = {};
    KeyStore only = KeyStore.getInstance("PKCS12");
    only.load(null, null);
    only.setKeyEntry("printer", entry.getPrivateKey(), secret, entry.getCertificateChain());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(only, secret);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    context.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
    return context;
  }

  private static String pem(List<X509Certificate> certificates) throws GeneralSecurityException {
    StringBuilder pem = new StringBuilder();
    for (Certificate each : certificates) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(LINES.encodeToString(each.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString();
  }

  /** Returns the certificate as the API shows it. */
  public VirtualPrinterServer.Certificate status() {
    return new VirtualPrinterServer.Certificate(pem, certificate.getNotAfter().toInstant());
  }
}
