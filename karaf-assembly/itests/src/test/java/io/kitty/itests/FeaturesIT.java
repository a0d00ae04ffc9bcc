// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every feature of the table in features/README.md is installed and uninstalled alone on the
 * console of the running hub, with the assembly's repository only.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FeaturesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final Pattern ROW = Pattern.compile("\\| `(kitty-[\\w.]+)` \\|.*\\| (yes|no) \\|");

  /** What the capability of a bundle's module says (see {@code Module.Name} in the API). */
  private static final Pattern MODULE =
      Pattern.compile("io\\.kitty\\.module;[^,]*module=\"?([\\w.]+)");

  /** A bundle in the log lines of the features service. */
  private static final Pattern BUNDLE = Pattern.compile("\\s([a-z][\\w.]+)/\\d[\\w.]*$");

  private static HubProcess hub;

  /** The names of all bundles that are there at first. */
  private static List<String> bundles;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("features");
    hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");
    hub.configure("io.kitty.ubiquiti", "interfaces", HubProcess.loopback());
    hub.start();
    hub.console("log:set INFO org.apache.karaf.features");
    bundles = bundles();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  /** The default features; the base is uninstalled with the last that needs it. */
  static List<String> onByDefault() throws IOException {
    List<String> features = features("yes");
    assertThat(features).contains("kitty-base", "kitty-ping", "kitty-web");
    features.remove("kitty-base");
    return features;
  }

  static List<String> offByDefault() throws IOException {
    return features("no");
  }

  @ParameterizedTest
  @MethodSource("onByDefault")
  @Order(1)
  void canBeDisabledAndEnabledAlone(String feature) throws Exception {
    List<InetSocketAddress> wellKnown = wellKnown();
    Set<InetSocketAddress> sockets = sockets();

    assertThat(change("feature:uninstall " + feature)).isEqualTo(bundles(feature));

    assertThat(bundles())
        .doesNotContainAnyElementsOf(bundles(feature))
        .hasSize(bundles.size() - bundles(feature).size())
        .allMatch(bundles::contains);
    awaitModules(feature, false);
    if (opensSockets(feature)) {
      await("a socket less").atMost(SOON).until(() -> !sockets().containsAll(sockets));
    }

    assertThat(change("feature:install " + feature)).isEqualTo(bundles(feature));

    awaitModules(feature, true);
    assertThat(bundles()).containsExactlyInAnyOrderElementsOf(bundles);
    await("the sockets")
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(wellKnown()).containsExactlyInAnyOrderElementsOf(wellKnown));
  }

  private static boolean opensSockets(String feature) throws Exception {
    return feature.equals("kitty-web")
        || HubProcess.protocols().contains(bundle(feature))
            && !ListeningPorts.opensNone(feature.replace("kitty-", ""));
  }

  @ParameterizedTest
  @MethodSource("offByDefault")
  @Order(2)
  void installsAndUninstallsAlone(String feature) throws Exception {
    assertThat(change("feature:install " + feature)).containsOnly(bundle(feature));

    awaitModules(feature, true);
    assertThat(bundles()).contains(bundle(feature)).containsAll(bundles);

    assertThat(change("feature:uninstall " + feature)).containsOnly(bundle(feature));

    awaitModules(feature, false);
    assertThat(bundles()).containsExactlyInAnyOrderElementsOf(bundles);
  }

  @Test
  @Order(3)
  void theBaseStaysWhileOthersNeedIt() throws Exception {
    assertThat(change("feature:uninstall kitty-base")).isEmpty();
    assertThat(change("feature:install kitty-base")).isEmpty();
    assertThat(hub.rest().get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(4)
  void uninstalledFeaturesStayUninstalled() throws Exception {
    hub.console("feature:uninstall kitty-ssdp");
    hub.console("feature:install kitty-ubiquiti");

    hub.stop();
    hub.start();

    assertThat(hub.rest().json("/health").has("ssdp")).isFalse();
    assertThat(hub.rest().json("/health").path("ubiquiti").asBoolean()).isTrue();
    assertThat(hub.rest().json("/health").path("ping").asBoolean()).isTrue();
  }

  /**
   * Runs a command that changes what is installed.
   *
   * @return the names of the bundles that something was done to
   */
  private static Set<String> change(String command) throws IOException {
    int before = hub.log().length();
    assertThat(hub.console(command)).doesNotContainIgnoringCase("error");
    Set<String> touched =
        hub.log()
            .substring(before)
            .lines()
            .filter(line -> line.contains(".Deployer") || line.contains("FeaturesServiceImpl"))
            .flatMap(line -> BUNDLE.matcher(line).results())
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    assertThat(hub.log().substring(before)).doesNotContain("Refreshing bundles");
    return touched;
  }

  /** Waits until all modules of a feature's bundle are there, or none is. */
  private static void awaitModules(String feature, boolean there) throws IOException {
    if (feature.equals("kitty-web")) {
      await("the port")
          .atMost(SOON)
          .until(
              () ->
                  there
                      == ProcessSockets.listening(hub.pid())
                          .contains(new InetSocketAddress("127.0.0.1", hub.httpPort())));
    } else {
      for (String module : modules(feature)) {
        await(module).atMost(SOON).until(() -> hub.rest().json("/health").has(module) == there);
      }
    }
    if (there) {
      await("all modules")
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> hub.rest().get("/health").statusCode() == 200);
    }
    if (feature.equals("kitty-shell")) {
      await("its commands").atMost(SOON).until(() -> there == understands("kitty:protocols"));
    }
  }

  private static boolean understands(String command) throws IOException {
    try {
      hub.console(command);
      return true;
    } catch (RemoteException e) {
      return false;
    }
  }

  private static List<String> modules(String feature) throws IOException {
    try (JarFile jar = new JarFile(HubProcess.bundle(bundle(feature)).toFile())) {
      String capabilities = jar.getManifest().getMainAttributes().getValue("Provide-Capability");
      return capabilities == null
          ? List.of()
          : MODULE.matcher(capabilities).results().map(result -> result.group(1)).toList();
    }
  }

  /** The names of all bundles, started or not. */
  private static List<String> bundles() throws IOException {
    return hub.console("bundle:list -t 0 -s --no-format")
        .lines()
        .filter(line -> line.contains("Active") || line.contains("Resolved"))
        .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
        .toList();
  }

  /** The sockets that take datagrams from anywhere, each as often as it is there. */
  private static List<InetSocketAddress> wellKnown() throws IOException {
    return ProcessSockets.udp(hub.pid()).stream()
        .filter(socket -> !socket.getAddress().isLoopbackAddress())
        .toList();
  }

  private static Set<InetSocketAddress> sockets() throws IOException {
    List<InetSocketAddress> sockets = new ArrayList<>(ProcessSockets.udp(hub.pid()));
    sockets.addAll(ProcessSockets.icmp(hub.pid()));
    sockets.addAll(ProcessSockets.listening(hub.pid()));
    return Set.copyOf(sockets);
  }

  /** A feature's bundle; no library is used by a single feature only. */
  private static Set<String> bundles(String feature) {
    return Set.of(bundle(feature));
  }

  private static String bundle(String feature) {
    return feature.replace("kitty-", "io.kitty.");
  }

  /** The features in the table that are on by default, or are not. */
  private static List<String> features(String byDefault) throws IOException {
    Path readme = Path.of(System.getProperty("kitty.root"), "features", "README.md");
    List<String> features = new ArrayList<>();
    Iterator<MatchResult> rows = ROW.matcher(Files.readString(readme)).results().iterator();
    while (rows.hasNext()) {
      MatchResult row = rows.next();
      if (row.group(2).equals(byDefault)) {
        features.add(row.group(1));
      }
    }
    return features;
  }
}
