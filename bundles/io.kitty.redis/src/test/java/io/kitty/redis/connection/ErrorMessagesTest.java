// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.redis.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Whatever keeps a server from being used is said in a sentence with cause and way out. */
class ErrorMessagesTest {

  /** What only programs say, and programmers understand. */
  private static final String RAW =
      "(?s).*(Exception|ERR |PKIX|Failed to|Unexpected|Unknown reply|SunCert|refused: ).*";

  private static String reason(String url) {
    RedisClientFactory place = new RedisClientFactory(RedisUrl.parse(url), "one", null);
    try (RedisConnection connection = new RedisConnection(place)) {
      connection.open();
      assertThat(connection.up()).isFalse();
      assertThat(connection.reason()).startsWith(place + ": ").doesNotMatch(RAW);
      return connection.reason();
    }
  }

  private static String at(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port;
  }

  @Test
  void aHostThatCannotBeResolved() {
    for (String url :
        new String[] {"redis://redis.invalid:6379/0", "redis-cluster://redis.invalid:6379"}) {
      assertThat(reason(url))
          .contains("the host redis.invalid cannot be resolved; correct url (REDIS_URL)");
    }
  }

  @Test
  void aPortWhereNothingListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(reason(at("redis", port))).contains("nothing listens there");
    assertThat(reason(at("rediss", port))).contains("nothing listens there");
    assertThat(reason(at("redis-cluster", port))).contains("nothing listens there");
    assertThat(reason(at("redis-sentinel", port) + "/0#kitty"))
        .contains("none of its sentinels tells which server is the primary");
  }

  @Test
  void aHostThatNeverAnswers() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      assertThat(reason(at("redis", socket.getLocalPort())))
          .contains("it takes the connection and does not answer within 2 s");
    }
  }

  @Test
  void aServerThatIsNoRedis() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread web = new Thread(() -> answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"), "web");
      web.setDaemon(true);
      web.start();
      assertThat(reason(at("redis", socket.getLocalPort())))
          .contains("what answers there is no Redis");
      assertThat(reason(at("rediss", socket.getLocalPort())))
          .contains("it does not speak TLS at that port");
    }
  }

  private static void answer(ServerSocket socket, String text) {
    try {
      while (true) {
        Socket caller = socket.accept();
        caller.getInputStream().read(new byte[64]);
        caller.getOutputStream().write(text.getBytes(UTF_8));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void aServerThatTakesOtherUrls() throws Exception {
    try (TestServer server = TestServer.with();
        Jedis client = server.client()) {
      int port = server.port();
      assertThat(reason(at("redis", port) + "/99")).contains("it has no database of that number");
      assertThat(reason("redis://:secret@127.0.0.1:" + port))
          .contains("it knows no password")
          .doesNotContain("secret");
      assertThat(reason(at("rediss", port))).contains("begin url with redis://");
      assertThat(reason(at("redis-cluster", port)))
          .contains("it is a single server and no cluster");
      assertThat(reason(at("redis-sentinel", port) + "/0#kitty"))
          .contains("none of its sentinels tells which server is the primary");

      client.configSet("min-replicas-to-write", "1");
      assertThat(reason(at("redis", port))).contains("too few replicas");
      client.configSet("min-replicas-to-write", "0");
      client.configSet("requirepass", "secret");
      assertThat(reason(at("redis", port))).contains("it asks for a password");
      assertThat(reason("redis://kitty:secret@127.0.0.1:" + port))
          .contains("it refuses the user or the password")
          .doesNotContain("secret");
      client.configSet("requirepass", "");
      client.configSet("maxclients", "1");
      assertThat(reason(at("redis", port))).contains("as many clients as it takes");
    }
  }

  @Test
  void aNodeOfAClusterAndASentinel() throws Exception {
    try (TestServer node = TestServer.with("--cluster-enabled", "yes");
        TestServer sentinel = TestServer.sentinel(node, "kitty")) {
      assertThat(reason(at("redis", node.port()))).contains("the cluster is down");
      assertThat(reason(at("redis-cluster", node.port())))
          .contains("none of the nodes in url knows the whole cluster");
      assertThat(reason(at("redis", node.port()) + "/1"))
          .contains("begin url with redis-cluster://");
      assertThat(reason(at("redis", sentinel.port()))).contains("redis-sentinel://");
      assertThat(reason(at("redis-sentinel", sentinel.port()) + "/0#dog"))
          .contains("its sentinels know no server of that name");
    }
  }

  static Stream<Arguments> failures() {
    Throwable expired = new SSLHandshakeException("PKIX path validation failed");
    expired.initCause(new CertificateExpiredException("NotAfter: yesterday"));
    return Stream.of(
        Arguments.of(new SocketTimeoutException("Connect timed out"), "does not answer within 2 s"),
        Arguments.of(new NoRouteToHostException("No route to host"), "no way to that host"),
        Arguments.of(new java.net.ConnectException("Network is unreachable"), "no way to"),
        Arguments.of(new java.net.SocketException("Connection reset"), "it ended the connection"),
        Arguments.of(expired, "its certificate has expired"),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: handshake_failure"),
            "no encrypted connection comes about"),
        Arguments.of(
            new javax.net.ssl.SSLException("Received fatal alert: certificate_required"),
            "it asks for a certificate of this hub"),
        Arguments.of(
            new JedisDataException("MISCONF Redis is configured to save RDB snapshots"),
            "it cannot save to its disk"),
        Arguments.of(
            new JedisDataException("LOADING Redis is loading the dataset in memory"),
            "it is still loading its data"),
        Arguments.of(
            new JedisDataException("DENIED Redis is running in protected mode"),
            "it is in protected mode"),
        Arguments.of(
            new JedisDataException("ERR unknown command `XADD`, with args beginning with:"),
            "Redis 6.2 or newer is needed"),
        Arguments.of(new JedisDataException("NEWWORD something"), "refuses a command (NEWWORD)"),
        Arguments.of(new JedisConnectionException("whatever"), "it cannot be used"),
        Arguments.of(new IllegalStateException(), "it cannot be used"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatIsHardToBringAbout(Throwable failure, String expected) {
    assertThat(
            ErrorMessages.of(
                new JedisConnectionException("Failed to create socket.", failure), false))
        .contains(expected)
        .doesNotContain("PKIX", "Failed to");
  }

  @Test
  void filesThatCannotBeUsed(@TempDir Path folder) throws Exception {
    Path none = folder.resolve("none");
    Path rubbish = Files.write(folder.resolve("rubbish"), new byte[] {(byte) 0xff, 10});
    RedisUrl address = RedisUrl.parse("redis://nas.local");
    assertThatThrownBy(() -> RedisCredentials.complete(address, "", none.toString()))
        .hasMessage("password.file = %s cannot be read: there is no such file", none);
    assertThatThrownBy(() -> RedisCredentials.complete(address, "", folder.toString()))
        .hasMessage("password.file = %s cannot be read: it is a folder", folder);
    assertThatThrownBy(() -> RedisCredentials.complete(address, "", rubbish.toString()))
        .hasMessage("password.file = %s cannot be read: it is not text in UTF-8", rubbish);
    assertThatThrownBy(() -> TrustStore.in(none))
        .hasMessage("ca.file = %s cannot be read: there is no such file", none);
    assertThatThrownBy(() -> TrustStore.in(rubbish))
        .hasMessage("ca.file = %s holds something else than certificates in PEM form", rubbish);
  }
}
