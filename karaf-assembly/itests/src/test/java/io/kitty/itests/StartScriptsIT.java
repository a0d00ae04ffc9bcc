// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.HubProcess.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The start scripts. The hub's data folder has a name that is not ASCII, no locale is set, and the
 * console's port is only in the environment of the start.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartScriptsIT {
  private static final String AS_IT_IS = "exec \"$@\"";

  /** Octal escapes, as the test itself may run without a locale. */
  private static final String OTHER_DATA =
      "KARAF_DATA=$KARAF_BASE/$(printf 'h\\303\\274tte'); export KARAF_DATA; exec \"$@\"";

  /** Drops root's additional rights. */
  private static final String FEW_FILES =
      "ulimit -n 128; if [ \"$(id -u)\" = 0 ]; then set -- setpriv --bounding-set=-sys_resource"
          + " \"$@\"; fi; exec \"$@\"";

  private static final Map<String, String> NO_LOCALE = Map.of("LANG", "C", "LC_ALL", "C");
  private static final Duration AWHILE = Duration.ofSeconds(30);

  private static HubProcess hub;
  private static int sshPort;
  private static Run started;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("scripts");
    hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");
    sshPort = HubProcess.freePort();
    started = withOtherData(Map.of("SSH_PORT", sshPort + "   # the console"), "start");
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      withOtherData(Map.of(), "stop");
      hub.close();
    }
  }

  @Test
  @Order(1)
  void startReturnsOnceTheHubRespondsWithItsUrl() throws Exception {
    assertThat(started.status()).as(started.output()).isZero();
    assertThat(started.output())
        .contains("http://127.0.0.1:" + hub.httpPort() + "/", "/kitty/web.token")
        .containsPattern("health +(ok|degraded)");
    assertThat(hub.rest().get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void onlyDataAndConfigurationAreWritten() throws IOException {
    assertThat(base().resolve("lock")).doesNotExist();
    assertThat(base().resolve("data")).isEmptyDirectory();
  }

  @Test
  @Order(3)
  void statusPrintsHealthAndLocations() throws Exception {
    Run status = withOtherData(Map.of(), "status");

    assertThat(status.status()).isZero();
    assertThat(status.output())
        .containsPattern("running with process id \\d+")
        .contains("http://127.0.0.1:" + hub.httpPort() + "/")
        .containsPattern("health +(ok|degraded)")
        .containsPattern("version +\\d")
        .containsPattern("data +" + base());
  }

  @Test
  @Order(4)
  void clientWorksWithItsInputAtTheEnd() throws Exception {
    Run devices = withOtherData(Map.of(), "client", "kitty:devices --json");

    assertThat(devices.status()).as("%s%n%s", devices.output(), log()).isZero();
    assertThat(devices.output()).startsWith("[").doesNotContain("Closed");
  }

  @Test
  @Order(5)
  void clientReportsErrorsInOneSentence() throws Exception {
    Run stranger =
        withOtherData(Map.of(), "client", "-u", "itests", "-p", "wrong", "kitty:devices");
    assertThat(stranger.status()).isEqualTo(1);
    assertThat(stranger.output()).contains("does not know this user, password or key");
    assertThat(stranger.output().lines()).hasSize(1);

    Run nobody = hub.run(AS_IT_IS, Map.of(), "client", "kitty:devices");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.output().lines()).hasSize(1).first().asString().contains("is not running");
  }

  @Test
  @Order(6)
  void aSecondHubReportsThePortsInUse() throws Exception {
    Run second = hub.run(AS_IT_IS, Map.of("SSH_PORT", Integer.toString(sshPort)), "start");

    assertThat(second.status()).isEqualTo(1);
    assertThat(second.output())
        .contains("port " + hub.httpPort() + " of 127.0.0.1 is taken", "API_PORT")
        .contains("port " + sshPort + " of 127.0.0.1 is taken", "SSH_PORT");
    assertThat(base().resolve("data")).isEmptyDirectory();
  }

  @Test
  @Order(7)
  void sshOffersTodaysAlgorithmsOnly() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(US_ASCII));
      StringBuilder offer = new StringBuilder();
      await("its key exchange message")
          .atMost(AWHILE)
          .until(
              () -> {
                byte[] some = new byte[4096];
                int length = socket.getInputStream().read(some);
                offer.append(new String(some, 0, Math.max(0, length), ISO_8859_1));
                return offer.indexOf("zlib") > 0 || offer.indexOf("none") > 0;
              });

      assertThat(offer.toString())
          .contains("curve25519-sha256", "rsa-sha2-512", "chacha20-poly1305@openssh.com")
          .doesNotContain("ssh-rsa", "sha1", "cbc", "ssh-dss");
    }
  }

  @Test
  @Order(8)
  void garbageAtTheSshPortIsLoggedOnceAMinute() throws Exception {
    long begin = System.nanoTime();
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      try (Socket socket = connect()) {
        byte[] garbage = new byte[2000];
        random.nextBytes(garbage);
        socket.getOutputStream().write(garbage);
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        continue; // the console may close the connection
      }
    }
    await("a line").atMost(AWHILE).until(() -> log().contains("exceptionCaught("));

    long minutes = 2 + Duration.ofNanos(System.nanoTime() - begin).toMinutes();
    assertThat(log().lines().filter(line -> line.contains("exceptionCaught(")))
        .hasSizeLessThanOrEqualTo((int) minutes);
    assertThat(log()).doesNotContain("\tat org.apache.sshd");
  }

  @Test
  @Order(9)
  void unwritableFoldersAreReportedWithTheUser() throws Exception {
    Map<String, String> nowhere = Map.of("KARAF_DATA", "/proc/kitty");

    Run foreground = hub.run(AS_IT_IS, nowhere, "karaf", "server");

    assertThat(foreground.status()).isEqualTo(1);
    assertThat(foreground.output().lines())
        .singleElement()
        .asString()
        .contains("/proc/kitty cannot be written by user " + System.getProperty("user.name"));
    assertThat(free("start", nowhere).output()).contains(foreground.output().strip());
    assertThat(free("start", nowhere).status()).isEqualTo(1);
  }

  @Test
  @Order(10)
  void tooFewFileDescriptorsAreReportedWithARemedy() throws Exception {
    Run run = hub.run(FEW_FILES, Map.of("KARAF_DATA", other()), "karaf", "server");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines())
        .singleElement()
        .asString()
        .contains("only 128 files", "needs 512", "LimitNOFILE=512");
  }

  @Test
  @Order(11)
  void startReportsWhyTheHubHasEnded() throws Exception {
    Run run = free("start", Map.of("JAVA_OPTS", "-XX:NoSuchOption", "KARAF_DATA", other()));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).contains("has ended", other(), "NoSuchOption");
  }

  @Test
  @Order(12)
  void invalidPortsAreRefused() throws Exception {
    Run run = free("karaf", Map.of("SSH_PORT", "70000", "KARAF_DATA", other()), "server");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).contains("SSH_PORT=70000 is not allowed", "1 to 65535");
  }

  @Test
  @Order(13)
  void stopEndsItAndStatusReportsIt() throws Exception {
    assertThat(withOtherData(Map.of(), "stop").status()).isZero();

    Run status = withOtherData(Map.of(), "status");

    assertThat(status.status()).isEqualTo(1);
    assertThat(status.output()).contains("not running");
  }

  private static Run withOtherData(
      Map<String, String> environment, String script, String... arguments) throws Exception {
    Map<String, String> all = new HashMap<>(NO_LOCALE);
    all.putAll(environment);
    return hub.run(OTHER_DATA, all, script, arguments);
  }

  /** Runs a script of a hub whose ports are free. */
  private static Run free(String script, Map<String, String> environment, String... arguments)
      throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("API_PORT", Integer.toString(HubProcess.freePort()));
    all.put("SSH_PORT", Integer.toString(HubProcess.freePort()));
    all.putAll(environment);
    return hub.run(AS_IT_IS, all, script, arguments);
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), sshPort));
    socket.setSoTimeout((int) AWHILE.toMillis());
    return socket;
  }

  private static Path base() {
    return hub.etc().getParent();
  }

  private static String other() {
    return base().resolve("other").toString();
  }

  /** The only log below the hub's folder; a shell finds it, whatever the locale of this test. */
  private static String log() throws Exception {
    Run run = hub.run("cat \"$KARAF_BASE\"/h*/log/kitty.log", Map.of(), "status");
    return run.output();
  }
}
