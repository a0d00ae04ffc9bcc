// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * The TLS cipher suites that slicers use. Some require RSA key exchange (maziggy/bambuddy, issues
 * 620 and 1610), which newer JDKs disable.
 */
public final class CipherSuites {

  /** In order of preference. */
  public static final List<String> PREFERRED =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_RSA_WITH_AES_128_GCM_SHA256");

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final int RECORD = 18 * 1024;
  private static final int MAX_STEPS = 100;

  private CipherSuites() {}

  /** Returns the server side of a connection, with those suites that this JDK supports. */
  public static SSLEngine server(SSLContext tls) {
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = new SSLParameters(supportedSuites(engine), PROTOCOLS);
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static String[] supportedSuites(SSLEngine engine) {
    List<String> supported = List.of(engine.getSupportedCipherSuites());
    return PREFERRED.stream().filter(supported::contains).toArray(String[]::new);
  }

  /** Tests each suite with a handshake in memory; returns whether it is available. */
  public static Map<String, Boolean> test(TlsIdentity identity) {
    Map<String, Boolean> offered = new LinkedHashMap<>();
    for (String suite : PREFERRED) {
      offered.put(suite, handshakes(identity, suite));
    }
    return offered;
  }

  private static boolean handshakes(TlsIdentity identity, String suite) {
    try {
      SSLEngine client = client(identity);
      client.setEnabledCipherSuites(new String[] {suite});
      SSLEngine server = server(identity.tls());
      ByteBuffer toServer = ByteBuffer.allocate(2 * RECORD);
      ByteBuffer toClient = ByteBuffer.allocate(2 * RECORD);
      for (int i = 0; i < MAX_STEPS && !(isDone(client) && isDone(server)); i++) {
        step(client, toClient, toServer);
        step(server, toServer, toClient);
      }
      return isDone(server) && server.getSession().getCipherSuite().equals(suite);
    } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static SSLEngine client(TlsIdentity identity) throws GeneralSecurityException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("printer", identity.certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      engine.setEnabledProtocols(PROTOCOLS);
      return engine;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
        && !engine.getSession().getCipherSuite().endsWith("_NULL");
  }

  /** Advances one side as far as possible. */
  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !isDone(engine)) {
      engine.beginHandshake();
    }
    for (boolean progress = true; progress; ) {
      progress = false;
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
        progress = true;
      } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        progress = engine.wrap(ByteBuffer.allocate(0), out).bytesProduced() > 0;
      } else if (in.position() > 0) {
        SSLEngineResult result = engine.unwrap(in.flip(), ByteBuffer.allocate(RECORD));
        in.compact();
        progress = result.bytesConsumed() > 0;
      }
    }
  }
}
