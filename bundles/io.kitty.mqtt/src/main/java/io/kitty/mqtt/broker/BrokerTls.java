// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kitty.commons.FileFailures;
import io.kitty.commons.tls.TrustedCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Reads the files that TLS needs: trusted certificates, and this hub's own certificate. */
public final class BrokerTls {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** The hub's folder, against which relative paths are resolved. */
  private static final Path HOME = Path.of(System.getProperty("karaf.base", ""));

  private BrokerTls() {}

  /**
   * Returns sockets for TLS.
   *
   * @param ca a file of trusted certificates in PEM form; {@code ""} for those that Java trusts
   * @param certificate a file with the certificate of this hub, and those that signed it, in PEM
   *     form; {@code ""} for none
   * @param key a file with its private key, unencrypted PKCS #8 in PEM form; {@code ""} for none
   * @throws IllegalArgumentException with a sentence for people, if a file cannot be used
   */
  public static SSLSocketFactory sockets(String ca, String certificate, String key) {
    if (certificate.isBlank() != key.isBlank()) {
      throw new IllegalArgumentException("cert.file and key.file must both be set, or neither");
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          certificate.isBlank() ? null : own(certificate, key),
          TrustedCertificates.trust("ca.file", ca),
          null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("TLS cannot be used with these certificates", e);
    }
  }

  private static KeyManager[] own(String certificate, String key)
      throws IOException, GeneralSecurityException {
    Certificate[] chain =
        TrustedCertificates.read("cert.file", certificate).toArray(new Certificate[0]);
    KeyStore store = emptyStore();
    store.setKeyEntry("hub", privateKey(key), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    return keys.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static PrivateKey privateKey(String file) throws GeneralSecurityException {
    Matcher pem = KEY.matcher(read(file));
    if (pem.find()) {
      PKCS8EncodedKeySpec key =
          new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(key);
        } catch (InvalidKeySpecException e) {
          continue; // it is a key of another algorithm
        }
      }
    }
    throw new IllegalArgumentException(
        "key.file = "
            + file
            + " does not contain an unencrypted private key (PKCS #8) in PEM form");
  }

  private static String read(String file) {
    Path path = HOME.resolve(file.strip());
    try {
      return new String(Files.readAllBytes(path), US_ASCII);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "key.file = " + file + " cannot be read: " + FileFailures.sentence(path, e), e);
    }
  }
}
