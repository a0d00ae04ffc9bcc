// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kitty.commons.tls.DeviceCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate with a serial number as its common name. */
public final class PrinterCertificate {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "printer";

  private final Path folder;
  private final KeyStore keys;

  /** Makes them in a folder. */
  public PrinterCertificate(Path folder, String serial) throws Exception {
    this.folder = folder;
    Path file = folder.resolve(serial + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=" + serial,
            "-alias",
            ALIAS,
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    if (new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(DISCARD)
            .start()
            .waitFor()
        != 0) {
      throw new IOException("keytool failed");
    }
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  String fingerprint() throws GeneralSecurityException {
    return DeviceCertificate.fingerprint((X509Certificate) keys.getCertificate(ALIAS));
  }

  Path certificateFile() throws Exception {
    return write("certificate.pem", "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
  }

  Path keyFile() throws Exception {
    return write("key.pem", "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
  }

  private Path write(String name, String type, byte[] content) throws IOException {
    String text =
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(
                type, Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content));
    return Files.writeString(folder.resolve(name), text);
  }

  SSLContext context() throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
