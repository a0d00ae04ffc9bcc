// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody has signed, made with the keytool of this Java. */
final class TestCertificate {

  private static final char[] PASSWORD = "secret".toCharArray();

  private final SSLContext context;
  private final Path pem;

  /**
   * @param name the subject alternative name, for instance {@code ip:127.0.0.1}
   */
  TestCertificate(Path folder, String name) throws Exception {
    Path keys = folder.resolve("keys.p12");
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new AssertionError("keytool ended with " + exit);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    pem =
        Files.writeString(
            folder.resolve("ca.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(store.getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
  }

  /** Returns the context of a server. */
  SSLContext context() {
    return context;
  }

  /** Returns the file of the certificate. */
  String pem() {
    return pem.toString();
  }
}
