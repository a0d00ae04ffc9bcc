// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

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
 * The cipher suites of TLS that slicers ask for. Some insist on those that encrypt with the RSA key
 * alone (maziggy/bambuddy, issues 620 and 1610), which newer JDKs have switched off.
 */
final class CipherSuites {

  /** The best first. */
  static final List<String> WANTED =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_RSA_WITH_AES_128_GCM_SHA256");

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final int RECORD = 18 * 1024;
  private static final int MAX_FLIGHTS = 100;

  private CipherSuites() {}

  /** The server's side of a connection, with those of the suites that this JDK has. */
  static SSLEngine server(SSLContext tls) {
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = new SSLParameters(had(engine), PROTOCOLS);
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static String[] had(SSLEngine engine) {
    List<String> supported = List.of(engine.getSupportedCipherSuites());
    return WANTED.stream().filter(supported::contains).toArray(String[]::new);
  }

  /** Tries each of the suites against itself, in memory; whether it is on offer. */
  static Map<String, Boolean> test(TlsIdentity identity) {
    Map<String, Boolean> offered = new LinkedHashMap<>();
    for (String suite : WANTED) {
      offered.put(suite, agree(identity, suite));
    }
    return offered;
  }

  private static boolean agree(TlsIdentity identity, String suite) {
    try {
      SSLEngine client = client(identity);
      client.setEnabledCipherSuites(new String[] {suite});
      SSLEngine server = server(identity.tls());
      ByteBuffer toServer = ByteBuffer.allocate(2 * RECORD);
      ByteBuffer toClient = ByteBuffer.allocate(2 * RECORD);
      for (int i = 0; i < MAX_FLIGHTS && !(isDone(client) && isDone(server)); i++) {
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

  /** Lets one side do what it can. */
  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !isDone(engine)) {
      engine.beginHandshake();
    }
    for (boolean more = true; more; ) {
      more = false;
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
        more = true;
      } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        more = engine.wrap(ByteBuffer.allocate(0), out).bytesProduced() > 0;
      } else if (in.position() > 0) {
        SSLEngineResult result = engine.unwrap(in.flip(), ByteBuffer.allocate(RECORD));
        in.compact();
        more = result.bytesConsumed() > 0;
      }
    }
  }
}
