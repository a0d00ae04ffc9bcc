// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The listeners that are registered with a bundle context. */
public final class Listeners {

  /** The other services. */
  public final InstalledBundles installed = new InstalledBundles();

  private final List<DeviceListener> registered = new CopyOnWriteArrayList<>();

  /** Returns the bundle context. */
  BundleContext context() {
    return fake(
        BundleContext.class,
        (method, arguments) -> {
          if (!method.getName().equals("registerService")) {
            return installed.answer(method.getName(), arguments);
          }
          DeviceListener listener = (DeviceListener) arguments[1];
          registered.add(listener);
          return registration(listener);
        });
  }

  /** Returns the number of listeners. */
  public int count() {
    return registered.size();
  }

  /** Sends an event to all listeners. */
  public void publish(DeviceEvent event) {
    registered.forEach(listener -> listener.onEvent(event));
  }

  /** Unregisters all listeners, as the framework does when a bundle stops. */
  public void stop() {
    registered.clear();
  }

  private ServiceRegistration<?> registration(DeviceListener listener) {
    Bundle bundle = fake(Bundle.class, (method, arguments) -> null);
    ServiceReference<?> reference =
        fake(
            ServiceReference.class,
            (method, arguments) -> registered.contains(listener) ? bundle : null);
    return fake(
        ServiceRegistration.class,
        (method, arguments) -> {
          if (!registered.contains(listener)) {
            throw new IllegalStateException("unregistered already");
          }
          if (method.getName().equals("unregister")) {
            registered.remove(listener);
          }
          return method.getName().equals("getReference") ? reference : null;
        });
  }

  public static <T> T fake(Class<T> type, BiFunction<Method, Object[], Object> calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "toString" -> type.getSimpleName();
                  default -> calls.apply(method, arguments);
                }));
  }
}
