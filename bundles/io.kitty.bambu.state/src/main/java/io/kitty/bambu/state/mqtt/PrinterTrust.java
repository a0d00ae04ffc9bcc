// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.mqtt;

import io.kitty.commons.tls.DeviceCertificate;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificate of one printer: the one with a fingerprint or, if that is not known, any
 * with the serial number as its common name. The vendor's own authority has signed it, it contains
 * no host name (observed by bambu-rs, bambuddy), and the handshake fails before anything secret is
 * sent.
 */
public final class PrinterTrust extends X509ExtendedTrustManager {

  private final String serial;
  private final String fingerprint;

  /**
   * @param fingerprint the SHA-256 of the certificate as 64 lower-case hexadecimal digits; {@code
   *     ""} if it is not known
   */
  public PrinterTrust(String serial, String fingerprint) {
    this.serial = serial;
    this.fingerprint = fingerprint;
  }

  /** Returns a factory of sockets that trust this printer only. */
  SSLSocketFactory sockets() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    X509Certificate certificate = chain[0];
    if (!fingerprint.isEmpty()) {
      if (!DeviceCertificate.fingerprint(certificate).equals(fingerprint)) {
        throw new CertificateException("its certificate has another fingerprint");
      }
    } else if (!DeviceCertificate.commonName(certificate).equalsIgnoreCase(serial)) {
      throw new CertificateException("its certificate is for another serial number");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
