// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class CompanionServicesTest {

  private final List<String> registered = new ArrayList<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private Runnable whileRegistered = () -> {};
  private final CompanionServices services = new CompanionServices(bundles());

  private BundleContext bundles() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              String name = ((Class<?>) arguments[0]).getSimpleName();
              registered.add(name);
              whileRegistered.run();
              return registration(name);
            });
  }

  private Object registration(String name) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {ServiceRegistration.class},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "unregister" -> {
                registered.remove(name);
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              default -> 0;
            });
  }

  private void open() {
    services.add(Runnable.class, () -> {});
    services.add(CharSequence.class, "text");
    services.open(tasks::add);
  }

  @Test
  void areRegisteredByAnotherThread() {
    open();
    assertThat(registered).isEmpty();

    tasks.remove().run();
    assertThat(registered).containsExactly("Runnable", "CharSequence");

    services.close();
    assertThat(registered).isEmpty();
  }

  @Test
  void areNotLeftIfTheHubStopsMeanwhile() {
    open();
    whileRegistered = services::close;

    tasks.remove().run();

    assertThat(registered).isEmpty();
  }
}
