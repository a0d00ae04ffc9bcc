// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisException;

/** Why a server cannot be reached or understood, as sentences for people. */
final class ConnectionFailures {

  private static final String SILENT =
      "it does not answer within 2 s; see whether that host is up, and whether a firewall lets its"
          + " port through";
  private static final String HANGS =
      "it takes the connection and does not answer within 2 s; it hangs, or is too busy";
  private static final String WITHOUT_TLS =
      ", or does not speak TLS at that port: then begin url with redis://";
  private static final String NO_ROUTE =
      "there is no way to that host; look at the network of this machine, or correct the host in"
          + " url";
  private static final String UNTRUSTED =
      "nobody who is trusted here has signed its certificate; name the file of the one who has"
          + " under ca.file";
  private static final String OTHER_CERTIFICATE =
      "its certificate is for another host; give in url the host that it is for, or have one made"
          + " for this host";
  private static final String NO_CERTIFICATE =
      "it asks for a certificate of this hub, which has none; set tls-auth-clients no there";
  private static final String NO_TLS =
      "it does not speak TLS at that port; begin url with redis://, or give its port for TLS";
  private static final String ENDED =
      "it ended the connection; it was stopped, has as many clients as it takes (maxclients), or"
          + " wants TLS: then begin url with rediss://";

  /**
   * What a kind of failure means.
   *
   * @param part what its message has to hold, in lower case
   */
  private record Meaning(Class<? extends Throwable> kind, String part, String sentence) {
    boolean fits(Throwable failure, String message) {
      return kind.isInstance(failure) && message.contains(part);
    }
  }

  /** The first one that fits counts. */
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              UnknownHostException.class,
              "",
              "the host %s cannot be resolved; correct url (REDIS_URL), or have the name server"
                  + " know it"),
          new Meaning(NoRouteToHostException.class, "", NO_ROUTE),
          new Meaning(
              ConnectException.class,
              "refused",
              "nothing listens there, the connection is refused; start Redis, or correct host and"
                  + " port in url"),
          new Meaning(ConnectException.class, "timed out", SILENT),
          new Meaning(ConnectException.class, "", NO_ROUTE),
          new Meaning(SocketTimeoutException.class, "connect", SILENT),
          new Meaning(SocketTimeoutException.class, "", HANGS),
          new Meaning(SocketException.class, "unreachable", NO_ROUTE),
          new Meaning(SocketException.class, "", ENDED),
          new Meaning(
              CertificateExpiredException.class,
              "",
              "its certificate has expired; renew it, or correct the clock of this machine"),
          new Meaning(
              CertificateNotYetValidException.class,
              "",
              "its certificate is not valid yet; correct the clock of this machine"),
          new Meaning(CertPathBuilderException.class, "", UNTRUSTED),
          new Meaning(CertPathValidatorException.class, "", UNTRUSTED),
          new Meaning(CertificateException.class, "subject alternative", OTHER_CERTIFICATE),
          new Meaning(CertificateException.class, "no name matching", OTHER_CERTIFICATE),
          new Meaning(CertificateException.class, "", "its certificate cannot be used; renew it"),
          new Meaning(SSLException.class, "certificate_required", NO_CERTIFICATE),
          new Meaning(SSLException.class, "bad_certificate", NO_CERTIFICATE),
          new Meaning(SSLException.class, "unrecognized ssl message", NO_TLS),
          new Meaning(SSLException.class, "terminated the handshake", NO_TLS),
          new Meaning(
              SSLException.class,
              "",
              "no encrypted connection comes about; let it offer TLS 1.2 or 1.3"),
          new Meaning(JedisException.class, "hostname verification", OTHER_CERTIFICATE),
          new Meaning(
              JedisException.class,
              "not monitored",
              "its sentinels know no server of that name; correct the name after # in url"),
          new Meaning(
              JedisException.class,
              "all sentinels down",
              "none of its sentinels tells which server is the primary; start one, or correct the"
                  + " hosts in url"),
          new Meaning(
              JedisException.class,
              "cluster slots ",
              "none of the nodes in url knows the whole cluster; start them and see redis-cli"
                  + " --cluster check, or begin url with redis:// for a single server"),
          new Meaning(
              JedisException.class,
              "cluster",
              "no node of the cluster answers in time; start them, or correct the hosts in url"),
          new Meaning(
              JedisException.class,
              "unknown reply",
              "what answers there is no Redis; correct the port in url, or begin it with rediss://"
                  + " if it wants TLS"),
          new Meaning(JedisException.class, "end of stream", ENDED),
          new Meaning(JedisException.class, "closed the connection", ENDED));

  private ConnectionFailures() {}

  /**
   * What a failure means; empty if that is not known.
   *
   * @param tls whether the connection was to be encrypted: a Redis that does not speak TLS waits
   *     for the end of what it takes for a command
   */
  static Optional<String> sentence(Throwable failure, boolean tls) {
    String said = Objects.requireNonNullElse(failure.getMessage(), "");
    String message = said.toLowerCase(Locale.ROOT);
    return MEANINGS.stream()
        .filter(each -> each.fits(failure, message))
        .findFirst()
        .map(each -> each.sentence().formatted(said.split(":", 2)[0].strip()))
        .map(sentence -> tls && sentence.equals(HANGS) ? HANGS + WITHOUT_TLS : sentence);
  }
}
