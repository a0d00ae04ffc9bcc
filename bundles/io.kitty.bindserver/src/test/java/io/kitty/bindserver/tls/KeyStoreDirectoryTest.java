// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.bindserver.Printers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreDirectoryTest {

  @TempDir private Path folder;

  @Test
  void createsAKeyOnceAndKeepsIt() throws Exception {
    Path file = new KeyStoreDirectory(folder.resolve("keys")).keyStore("01P00A391800002");
    X509Certificate certificate = TlsIdentity.read(file, KeyStoreDirectory.PASSWORD).certificate();

    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=01P00A391800002");
    assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    certificate.checkValidity(Date.from(Instant.now().plusSeconds(3600L * 24 * 365 * 19)));
    certificate.verify(certificate.getPublicKey());

    Path again = new KeyStoreDirectory(folder.resolve("keys")).keyStore("01P00A391800002");
    assertThat(TlsIdentity.read(again, KeyStoreDirectory.PASSWORD).certificate())
        .isEqualTo(certificate);
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerCanReadIt() throws Exception {
    Path file = new KeyStoreDirectory(folder.resolve("keys")).keyStore("01P00A391800002");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void exportsACertificateAsText() throws Exception {
    TlsIdentity identity = Printers.identity();

    byte[] pem = identity.pem().getBytes(StandardCharsets.US_ASCII);

    assertThat(identity.pem()).startsWith("-----BEGIN CERTIFICATE-----\n").endsWith("-----\n");
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem)))
        .isEqualTo(identity.certificate());
  }

  @Test
  void namesAnUnreadableKeyStore() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.p12"), "this is none");

    assertThatThrownBy(() -> TlsIdentity.read(file, "secret"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> TlsIdentity.read(folder.resolve("none.p12"), "secret"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.p12 is not there");
    Path good = new KeyStoreDirectory(folder).keyStore("01P00A391800002");
    assertThatThrownBy(() -> TlsIdentity.read(good, "secret"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(good.toString())
        .hasMessageNotContaining("secret");
  }

  /** JDK 17 to 23 support all of them, unless they were disabled. */
  @Test
  void reportsTheWorkingCipherSuites() throws Exception {
    var offered = CipherSuites.test(Printers.identity());

    assertThat(offered.keySet()).containsExactlyElementsOf(CipherSuites.PREFERRED);
    assertThat(offered)
        .containsEntry("TLS_AES_256_GCM_SHA384", true)
        .containsEntry("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", true);
    String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
    assertThat(offered)
        .containsEntry("TLS_RSA_WITH_AES_256_GCM_SHA384", !disabled.contains("TLS_RSA_"))
        .containsEntry("TLS_RSA_WITH_AES_128_GCM_SHA256", !disabled.contains("TLS_RSA_"));
  }
}
