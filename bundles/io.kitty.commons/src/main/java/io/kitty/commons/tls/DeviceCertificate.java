// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** What identifies a device in its certificate. */
public final class DeviceCertificate {

  private DeviceCertificate() {}

  /**
   * Returns the common name of the subject; {@code ""} if it has none.
   *
   * @throws CertificateException if the subject cannot be read
   */
  public static String commonName(X509Certificate certificate) throws CertificateException {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(rdn -> rdn.getValue().toString())
              .findFirst()
              .orElse("");
    } catch (InvalidNameException e) {
      throw new CertificateException("its certificate has no readable name", e);
    }
  }

  /**
   * Returns the SHA-256 of the certificate, as 64 lower-case hexadecimal digits.
   *
   * @throws CertificateException if it cannot be encoded
   */
  public static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
