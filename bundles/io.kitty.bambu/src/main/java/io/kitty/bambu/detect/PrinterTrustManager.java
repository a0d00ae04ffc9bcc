// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import io.kitty.commons.tls.DeviceCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Checks printers' certificates by trust on first use. Such a certificate is signed by the vendor's
 * own authority, has no host name, and its common name is the serial number (open-bambu-networking,
 * Bambuddy), so that it cannot be verified the usual way. The handshake accepts any certificate. It
 * must then name the serial number of the reply, and be the one that the same printer showed at the
 * same address before: the first is trusted, a later impostor is not. This lasts while the protocol
 * runs.
 *
 * <p>Nothing secret is ever sent over such a connection. Thread-safe.
 */
final class PrinterTrustManager {

  private record Pin(String serial, String fingerprint) {}

  private final Map<InetAddress, Pin> pins = new ConcurrentHashMap<>();
  private final SSLSocketFactory factory;

  PrinterTrustManager() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AcceptAll()}, null);
      factory = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLSocketFactory factory() {
    return factory;
  }

  /**
   * Checks the certificate of a printer that has replied.
   *
   * @throws SSLException if it is not this printer's, or differs from the previous one
   */
  void check(InetAddress host, String serial, SSLSession session) throws SSLException {
    Certificate[] chain = session.getPeerCertificates();
    if (chain.length == 0 || !(chain[0] instanceof X509Certificate certificate)) {
      throw new SSLPeerUnverifiedException("it shows no certificate");
    }
    Pin current = pin(serial, certificate);
    Pin pinned = pins.merge(host, current, (old, now) -> old.serial().equals(serial) ? old : now);
    if (!pinned.equals(current)) {
      throw new SSLPeerUnverifiedException("it shows another certificate than before");
    }
  }

  private static Pin pin(String serial, X509Certificate certificate) throws SSLException {
    try {
      if (!DeviceCertificate.commonName(certificate).equalsIgnoreCase(serial)) {
        throw new SSLPeerUnverifiedException("its certificate is for another serial number");
      }
      return new Pin(serial, DeviceCertificate.fingerprint(certificate));
    } catch (CertificateException e) {
      throw new SSLException("its certificate cannot be read", e);
    }
  }

  /** Accepts any certificate; it is checked afterwards. */
  private static final class AcceptAll extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
