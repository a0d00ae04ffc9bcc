// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import org.apache.sshd.common.SshException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The start of a hub up to the first devices. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BootIT {
  private static final List<String> SUBNET =
      IntStream.range(1, 255).mapToObj(host -> "127.0.1." + host).toList();

  private static HubProcess hub;

  @BeforeAll
  static void launch() throws Exception {
    hub = HubProcess.prepare("boot");
    bootWithoutStarting("late");
    hub.launch(Map.of("DISCOVERY_SUBNETS", "127.0.1.0/24"));
  }

  @AfterAll
  static void stop() throws Exception {
    hub.close();
  }

  @Test
  @Order(1)
  void isStartingUntilAllModulesAreUp() throws Exception {
    await("an answer while a module is missing")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(() -> hub.rest().json("/health").path("web").asBoolean());
    assertThat(hub.rest().get("/health").statusCode()).isEqualTo(503);
    assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("starting");
    assertThat(hub.rest().json("/health").path("reasons").toString()).contains("late is starting");

    await("the console")
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> !hub.console("feature:uninstall late").contains("Error"));

    await("all modules")
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(hub.rest().get("/health").statusCode()).isEqualTo(200));
    assertThat(hub.rest().get("/health").body())
        .contains("\"ping\":true", "\"ssdp\":true", "\"store\":true", "\"web\":true");
  }

  @Test
  @Order(2)
  void listsAllRepliesWithinFiveSeconds() throws Exception {
    Assumptions.linux();
    await("254 devices")
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(hub.rest().each("/devices", "ip")).hasSize(254));
    assertThat(hub.rest().each("/devices", "ip")).containsExactlyElementsOf(SUBNET);
  }

  @Test
  @Order(3)
  void showsTheSameOnTheConsole() throws Exception {
    List<String> ids = hub.rest().each("/devices", "id");

    assertThat(Rest.each(Rest.parse(hub.console("kitty:devices --json")), "id"))
        .containsExactlyElementsOf(ids);
    assertThat(hub.console("kitty:devices"))
        .contains(ids)
        .satisfies(table -> assertThat(table.lines().count()).isGreaterThanOrEqualTo(255));
  }

  @Test
  void bootsWithoutAnError() throws Exception {
    assertThat(hub.log()).doesNotContain(" ERROR ").doesNotContain("Exception");
  }

  @Test
  void everyBundleIsActive() throws Exception {
    String bundles = hub.console("bundle:list -t 0 -s --no-format");

    assertThat(bundles.lines().filter(line -> line.contains("io.kitty.")))
        .hasSizeGreaterThanOrEqualTo(7)
        .allSatisfy(line -> assertThat(line).contains("Active"));
  }

  @Test
  void listensForConsoleAndHttpOnLoopbackAndForNothingElse() throws Exception {
    Assumptions.linux();
    InetAddress loopback = InetAddress.getByName("127.0.0.1");

    assertThat(ProcessSockets.listening(hub.pid()))
        .containsExactlyInAnyOrder(
            new InetSocketAddress(loopback, hub.sshPort()),
            new InetSocketAddress(loopback, hub.httpPort()));
  }

  @Test
  void takesDatagramsForItsProtocolsOnly() throws Exception {
    Assumptions.linux();
    assertThat(ProcessSockets.udp(hub.pid()))
        .filteredOn(socket -> !socket.getAddress().isLoopbackAddress())
        .extracting(InetSocketAddress::getPort)
        .hasSameElementsAs(ListeningPorts.all());
  }

  @Test
  void hasNoUserUntilOneIsCreated() throws Exception {
    Path etc = Path.of(System.getProperty("kitty.assembly"), "etc");

    for (String users : List.of("users.properties", "keys.properties")) {
      assertThat(Files.readAllLines(etc.resolve(users)))
          .allMatch(line -> line.isBlank() || line.matches("(#|_g_\\\\:).*"));
    }
    assertThatThrownBy(() -> hub.console("karaf", "karaf", "kitty:devices"))
        .isInstanceOf(SshException.class)
        .hasMessageContaining("No more authentication methods");
  }

  /** Installs a bundle with a module of this name, without starting it. */
  private static void bootWithoutStarting(String module) throws Exception {
    Path jar = hub.data().resolve(module + ".jar");
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", module);
    headers.putValue("Provide-Capability", "io.kitty.module;module=" + module);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    Path features =
        Files.writeString(
            hub.data().resolve(module + ".xml"),
            """
            <features name="%1$s" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
              <feature name="%1$s"><bundle start="false">%2$s</bundle></feature>
            </features>
            """
                .formatted(module, jar.toUri()));
    hub.append("org.apache.karaf.features", "featuresRepositories", features.toUri().toString());
    hub.append("org.apache.karaf.features", "featuresBoot", module);
  }
}
