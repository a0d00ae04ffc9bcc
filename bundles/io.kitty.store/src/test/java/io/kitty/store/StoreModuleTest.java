// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.hub.ModuleStatus.State;
import io.kitty.registry.DeviceRegistry;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class StoreModuleTest {

  @TempDir private Path data;
  private final List<DeviceRegistry> services = new CopyOnWriteArrayList<>();

  /** A framework that has services only. */
  private BundleContext bundle() {
    return fake(
        BundleContext.class,
        (method, arguments) -> {
          if (method.equals("getProperty")) {
            return arguments[0].equals("karaf.data") ? data.toString() : null;
          }
          DeviceRegistry registry = (DeviceRegistry) arguments[1];
          services.add(registry);
          return fake(ServiceRegistration.class, (name, none) -> !services.remove(registry));
        });
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object result = answer.to(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : result;
            });
    return type.cast(proxy);
  }

  private static StoreModule.Config config(boolean enabled, String file) {
    return fake(
        StoreModule.Config.class,
        (method, none) -> method.equals("enabled") ? Boolean.valueOf(enabled) : file);
  }

  @Test
  void isARegistryWhileItIsEnabled() throws Exception {
    StoreModule store =
        new StoreModule(bundle(), new FakeCodec(), config(true, "kitty/devices.mv"));
    store.start();
    await().until(() -> !services.isEmpty());
    services.get(0).save(List.of(TestDevices.host(1)));

    assertThat(store.status().state()).isEqualTo(State.RUNNING);
    assertThat(data.resolve("kitty").resolve("devices.mv")).isRegularFile();

    store.stop();
    assertThat(services).isEmpty();
  }

  @Test
  void isDisabledInTheStatusOnly() {
    StoreModule store =
        new StoreModule(bundle(), new FakeCodec(), config(false, "kitty/devices.mv"));
    store.start();

    assertThat(store.status().state()).isEqualTo(State.DISABLED);
    assertThat(store.status().id()).isEqualTo("store");
    assertThat(services).isEmpty();
    assertThat(data).isEmptyDirectory();
    store.stop();
  }

  @Test
  void reportsThatNoFileIsSet() {
    assertThat(data.resolve("kitty").toFile().mkdir()).isTrue();
    StoreModule store = new StoreModule(bundle(), new FakeCodec(), config(true, " "));
    store.start();

    await().until(() -> store.status().state() == State.FAILED);
    assertThat(store.status().detail()).isEqualTo(data + " is a folder; set a file");
    store.stop();
  }

  @Test
  void usesAnAbsolutePathUnchanged(@TempDir Path elsewhere) {
    StoreModule store =
        new StoreModule(bundle(), new FakeCodec(), config(true, elsewhere + "/x.mv"));
    store.start();

    await().until(() -> !services.isEmpty());
    assertThat(elsewhere.resolve("x.mv")).isRegularFile();
    store.stop();
  }
}
