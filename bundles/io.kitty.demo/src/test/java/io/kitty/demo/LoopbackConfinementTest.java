// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The confinement in a framework reduced to what it needs. */
class LoopbackConfinementTest {

  @TempDir Path folder;

  /** The stored configurations, and how often each was delivered. */
  private final Map<String, Dictionary<String, Object>> stored = new TreeMap<>();

  private final Map<String, Integer> delivered = new TreeMap<>();
  private Bundle[] bundles = {};

  @BeforeEach
  void storeOne() {
    stored.put("io.kitty.mdns", new Hashtable<>(Map.of("service.pid", "io.kitty.mdns", "x", "y")));
  }

  private LoopbackConfinement confinement() {
    BundleContext context =
        fake(
            BundleContext.class,
            (name, arguments) ->
                switch (name) {
                  case "getBundles" -> bundles;
                  case "registerService" -> fake(ServiceRegistration.class, (n, a) -> null);
                  default -> null;
                });
    return new LoopbackConfinement(context, configurations(), "lo", List.of("127.13.37.1"));
  }

  private ConfigurationAdmin configurations() {
    return fake(
        ConfigurationAdmin.class,
        (name, arguments) ->
            name.equals("getConfiguration")
                ? configuration(arguments[0].toString())
                : stored.keySet().stream()
                    .filter(pid -> arguments[0].toString().contains("(service.pid=" + pid + ")"))
                    .map(this::configuration)
                    .toArray(Configuration[]::new));
  }

  private Configuration configuration(String pid) {
    return fake(
        Configuration.class,
        (name, arguments) -> {
          if (name.equals("update")) {
            @SuppressWarnings("unchecked")
            var properties = (Dictionary<String, Object>) arguments[0];
            properties.put("service.pid", pid);
            stored.put(pid, properties);
            delivered.merge(pid, 1, Integer::sum);
          } else if (name.equals("delete")) {
            stored.remove(pid);
          }
          return stored.get(pid);
        });
  }

  private Bundle bundle(String pid, String attribute, String keys) {
    try {
      Path file = Files.createTempFile(folder, "metatype", ".xml");
      Files.writeString(file, keys + "<Designate " + attribute + "=\"" + pid + "\">");
      List<URL> documents = List.of(file.toUri().toURL());
      return fake(
          Bundle.class,
          (name, arguments) ->
              switch (name) {
                case "getState" -> Bundle.ACTIVE;
                case "findEntries" -> Collections.enumeration(documents);
                default -> null;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T fake(Class<T> type, BiFunction<String, Object[], Object> methods) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("hashCode")
                    ? System.identityHashCode(proxy)
                    : methods.apply(method.getName(), arguments)));
  }

  private static Map<String, Object> modified(LoopbackConfinement confinement, String pid) {
    Hashtable<String, Object> properties =
        new Hashtable<>(Map.of("service.pid", pid, "interfaces", "eth0", "subnets", "10.0.0.0/8"));
    confinement.modifyConfiguration(null, properties);
    return properties;
  }

  @Test
  void confinesTheInterfacesOfEveryModule() {
    LoopbackConfinement confinement = confinement();

    assertThat(modified(confinement, "io.kitty.mdns")).containsEntry("interfaces", "lo");
    assertThat(modified(confinement, "io.kitty.bindserver~one")).containsEntry("interfaces", "lo");
    assertThat(modified(confinement, "com.example")).containsEntry("interfaces", "eth0");
  }

  @Test
  void pingsTheDemoOnlyAndDisablesRedis() {
    LoopbackConfinement confinement = confinement();

    Map<String, Object> ping = modified(confinement, "io.kitty.ping");
    assertThat((String[]) ping.get("subnets")).containsExactly("127.13.37.1");
    assertThat(ping).containsEntry("dns", false);
    assertThat(modified(confinement, "io.kitty.redis")).containsEntry("enabled", false);
  }

  @Test
  void redeliversConfigurationsAtStartAndEnd() {
    bundles =
        new Bundle[] {
          bundle("io.kitty.mdns", "pid", "<AD id=\"interfaces\">"),
          bundle("io.kitty.store", "pid", "<AD id=\"file\">")
        };

    LoopbackConfinement confinement = confinement();
    assertThat(delivered).containsExactly(Map.entry("io.kitty.mdns", 1));

    confinement.close();
    assertThat(delivered).containsExactly(Map.entry("io.kitty.mdns", 2));
    assertThat(stored.get("io.kitty.mdns").get("x")).isEqualTo("y");
  }

  @Test
  void createsATemporaryEmptyConfiguration() {
    LoopbackConfinement confinement = confinement();
    Bundle late = bundle("io.kitty.late", "pid", "<AD id=\"interfaces\">");

    confinement.bundleChanged(new BundleEvent(BundleEvent.STARTING, late));
    assertThat(stored.get("io.kitty.late").size()).as("no more than its PID").isEqualTo(1);

    bundles = new Bundle[] {late};
    confinement.close();
    assertThat(stored).doesNotContainKey("io.kitty.late");
  }

  @Test
  void createsNoFactoryInstance() {
    bundles = new Bundle[] {bundle("io.kitty.bindserver", "factoryPid", "<AD id=\"interfaces\">")};

    confinement();

    assertThat(stored).containsOnlyKeys("io.kitty.mdns");
  }
}
