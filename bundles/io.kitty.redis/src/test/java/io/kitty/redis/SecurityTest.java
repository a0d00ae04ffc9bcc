// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.connection.RedisUrl;
import io.kitty.redis.connection.TrustStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Who may read along, and who may write. */
class SecurityTest {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  private RedisConnection connect(String url, @Nullable Path ca) {
    RedisClientFactory server =
        new RedisClientFactory(RedisUrl.parse(url), "one", ca == null ? null : TrustStore.in(ca));
    RedisConnection connection = new RedisConnection(server);
    connection.open();
    return connection;
  }

  @Test
  void aUserNeedsNoMoreThanTheReadmeSays() throws Exception {
    try (TestServer server = TestServer.with();
        Jedis client = server.client()) {
      String readme = Files.readString(Path.of("README.md"));
      String rules =
          readme.lines().filter(line -> line.startsWith("ACL SETUSER")).findFirst().get();
      String[] words = rules.split(" ");
      client.aclSetUser(words[2], List.of(words).subList(3, words.length).toArray(String[]::new));
      String url = "redis://kitty:secret@127.0.0.1:" + server.port();
      RedisClientFactory place = new RedisClientFactory(RedisUrl.parse(url), "one", null);
      try (TestHub hub = new TestHub(place, "one")) {
        assertThat(hub.connection.reason()).isEmpty();
        hub.registry.save(List.of(Sightings.printer(1, "IDLE")));
        hub.registry.saveNotes(java.util.Map.of("a", "b"));
        hub.registry.load();
        hub.registry.loadNotes();
        hub.registry.renew();
        hub.lapses.sweep();
        hub.lapses.prune();
        hub.peers.poll();
        hub.connection.verify();

        assertThat(hub.connection.reason()).isEmpty();
        assertThat(client.xlen("events")).isEqualTo(2);
      }
    }
  }

  @Test
  void aUserWithoutPermissionIsToldSo() throws Exception {
    try (TestServer server = TestServer.with();
        Jedis client = server.client()) {
      client.aclSetUser("guest", "on", ">secret", "~*", "+@read", "+@connection");
      try (RedisConnection connection =
          connect("redis://guest:secret@127.0.0.1:" + server.port(), null)) {
        assertThat(connection.up()).isFalse();
        assertThat(connection.reason()).contains("the user lacks a permission");
        assertThat(connection.reason()).doesNotContain("secret");
      }
    }
  }

  @Test
  void aCertificateIsVerified() throws Exception {
    Path ours = certificate("ours", "ip:127.0.0.1");
    Path other = certificate("other", "ip:127.0.0.1");
    try (TestServer server = encrypted("ours")) {
      try (RedisConnection trusting = connect(server.tlsUrl(), ours);
          RedisConnection suspicious = connect(server.tlsUrl(), null);
          RedisConnection mistaken = connect(server.tlsUrl(), other)) {
        assertThat(trusting.reason()).isEmpty();
        assertThat(suspicious.reason())
            .contains("nobody who is trusted here has signed its certificate");
        assertThat(mistaken.up()).isFalse();
        assertThat(mistaken.reason()).contains("ca.file");
      }
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    Path ours = certificate("ours", "dns:elsewhere.example");
    try (TestServer server = encrypted("ours");
        RedisConnection connection = connect(server.tlsUrl(), ours)) {
      assertThat(connection.up()).isFalse();
      assertThat(connection.reason()).contains("its certificate is for another host");
    }
  }

  private TestServer encrypted(String name) throws IOException {
    return TestServer.encrypted(
        folder.resolve(name + ".pem").toString(), folder.resolve(name + ".key").toString());
  }

  /** Makes a key and a certificate for it, by which it vouches for itself. */
  private Path certificate(String name, String host) throws Exception {
    Path store = folder.resolve(name + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=" + host,
            "-ext",
            "bc=ca:true",
            "-validity",
            "3650",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD);
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).as("keytool, see its log").isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    write(name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    return write(name + ".pem", "CERTIFICATE", keys.getCertificate(name).getEncoded());
  }

  private Path write(String file, String what, byte[] content) throws IOException {
    Path path = folder.resolve(file);
    try (OutputStream out = Files.newOutputStream(path)) {
      out.write(("-----BEGIN " + what + "-----\n").getBytes());
      out.write(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(content));
      out.write(("\n-----END " + what + "-----\n").getBytes());
    }
    return path;
  }
}
