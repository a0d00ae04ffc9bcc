// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files in etc: their encoding, and errors that prevent reading them. */
class CfgFilesIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String PUBLISHER = "io.kitty.multicast.publisher-umlauts";

  private static HubProcess hub;
  private static MulticastPeer peer;

  /** A path that even root cannot read. */
  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    peer = new MulticastPeer();
    hub = HubProcess.prepare("files");
    hub.boot("kitty-ping, kitty-snapmaker, kitty-multicast, kitty-web, kitty-shell");
    hub.configure("io.kitty.ping", "subnets", "127.0.14.0/30");
    hub.configure("io.kitty.ping", "interval", "1");
    if (System.getProperty("user.name").equals("root")) {
      hub.under("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    }
    hub.start(Map.of("LANG", "C", "LC_ALL", "C"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
      peer.close();
    }
  }

  private static void publish(String name, Charset charset) throws IOException {
    Path part = hub.data().resolve("part");
    String text =
        "enabled = true\ninterfaces = %s\nperiod = 0.2\nmessage = {\"type\": \"t\", \"name\": \"%s\"}\n"
            .formatted(HubProcess.loopback(), name);
    Files.write(part, text.getBytes(charset));
    Files.move(part, file(PUBLISHER), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path file(String pid) {
    return hub.etc().resolve(pid + ".cfg");
  }

  private static void awaitHeard(String name) {
    await(name).atMost(SOON).until(() -> !peer.heard("\"name\":\"" + name + "\"").isEmpty());
  }

  @Test
  void areUtf8AndTakeEscapes() throws Exception {
    publish("Dr\u00fccker \u20ac", UTF_8);
    awaitHeard("Dr\u00fccker \u20ac");

    publish("Gr\\u00fcn", UTF_8);
    awaitHeard("Gr\u00fcn");

    publish("K\u00e4se", ISO_8859_1);
    awaitHeard("K\u00e4se");

    publish("S\u00e4ge", UTF_8);
    awaitHeard("S\u00e4ge");
    byte[] line = "{\"type\": \"t\", \"name\": \"S\u00e4ge\"}".getBytes(UTF_8);
    hub.console("config:property-set -p io.kitty.multicast.publisher~umlauts period 0.3");
    await("the file").atMost(SOON).until(() -> hub.configured(PUBLISHER, "period").equals("0.3"));
    assertThat(new String(Files.readAllBytes(file(PUBLISHER)), ISO_8859_1))
        .as("what the command writes back")
        .contains(new String(line, ISO_8859_1));

    hub.console(
        "config:edit io.kitty.multicast.publisher~umlauts;"
            + " config:property-set message '{\"type\": \"t\", \"name\": \"\u00dcber \u20ac\"}';"
            + " config:update");
    awaitHeard("\u00dcber \u20ac");
    assertThat(Rest.parse(hub.configured(PUBLISHER, "message")).path("name").asText())
        .isEqualTo("\u00dcber \u20ac");

    assertThat(peer.heard("\u00c3")).as("UTF-8 taken for Latin-1").isEmpty();
    assertThat(peer.heard("\uFFFD")).as("Latin-1 taken for UTF-8").isEmpty();
    assertThat(reasons(PUBLISHER)).isEmpty();
  }

  @Test
  void unreadableOnesAreReportedUntilReadable() throws Exception {
    Path file = file("io.kitty.snapmaker");
    hub.configure("io.kitty.snapmaker", "interval", "11");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

    String user = System.getProperty("user.name");
    awaitReasons(
        "io.kitty.snapmaker",
        file
            + " cannot be read: the user "
            + user
            + " is not allowed to; what it said last goes on");
    assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("degraded");
    assertThat(hub.rest().json("/health").path("snapmaker").asBoolean()).isTrue();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    awaitReasons("io.kitty.snapmaker");
    assertOnceInTheLog(file + " cannot be read");
  }

  @Test
  void invalidOnesAreReportedUntilFixed() throws Exception {
    Path directory = Files.createDirectory(file("x"));
    Path second = Files.writeString(file("io.kitty.second"), "a = \\u00zz\n");
    Path publisher = Files.writeString(file("io.kitty.multicast.publisher"), "period = 1\n");

    awaitReasons(
        "x.cfg", directory + " cannot be read: it is a directory; nothing runs by it until it can");
    awaitReasons(
        "io.kitty.second",
        second
            + " cannot be read: Unable to parse unicode value: 00zz; nothing runs by it until it"
            + " can");
    awaitReasons(
        "io.kitty.multicast.publisher.cfg",
        publisher
            + " is not used: the file of one of them is named"
            + " io.kitty.multicast.publisher-NAME.cfg");

    Files.delete(directory);
    Files.delete(second);
    Files.delete(publisher);
    awaitReasons("x.cfg");
    awaitReasons("io.kitty.second");
    awaitReasons("io.kitty.multicast.publisher.cfg");
    assertOnceInTheLog(second + " cannot be read");
  }

  @Test
  void duplicateKeysAreReportedWithTheUsedValue() throws Exception {
    Path file = file("io.kitty.ping");
    String text = Files.readString(file);
    long lines = text.lines().count();

    hub.configure("io.kitty.ping", text + "rate = 500\nrate = 600\n");

    awaitReasons(
        "io.kitty.ping.cfg",
        "%s: rate stands 3 times, in the lines %d, %d, %d; the last one counts: 600"
            .formatted(
                file, text.lines().toList().indexOf("rate = 1000") + 1, lines + 1, lines + 2));

    hub.configure("io.kitty.ping", text);
    awaitReasons("io.kitty.ping.cfg");
    assertOnceInTheLog("rate stands 3 times");
  }

  @Test
  void truncatedOnesChangeNothing() throws Exception {
    String text = Files.readString(file("io.kitty.ping"));
    assertSweeps();

    hub.configure("io.kitty.ping", "");
    awaitReasons(
        "io.kitty.ping.cfg", file("io.kitty.ping") + " is empty; what it said last goes on");
    assertSweeps();

    hub.configure("io.kitty.ping", text);
    awaitReasons("io.kitty.ping.cfg");
  }

  private static void assertSweeps() {
    await("the sweep")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(hub.rest().each("/devices?source=ping", "ip"))
                    .containsExactlyInAnyOrder("127.0.14.1", "127.0.14.2"));
  }

  private static List<String> reasons(String part) throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons")).stream()
        .filter(reason -> reason.contains(part))
        .toList();
  }

  private static void awaitReasons(String part, String... lines) {
    await("the reasons about " + part)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(reasons(part)).containsExactly(lines));
  }

  private static void assertOnceInTheLog(String text) throws Exception {
    assertThat(hub.log().lines().filter(line -> line.contains(text))).hasSize(1);
    assertThat(hub.log())
        .as("stack traces")
        .doesNotContain("\tat org.apache.felix.fileinstall", "\tat io.kitty");
  }
}
