// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.event.SelectiveListener;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Follows the present devices that interest a provider. It holds no more devices than the hub. */
final class DeviceFollower implements SelectiveListener {

  private final Predicate<Device> filter;
  private final Consumer<Device> onPresent;
  private final Consumer<Device> onGone;
  private final Consumer<Runnable> caller;
  private final Map<DeviceId, Device> followed = new HashMap<>();

  /** The devices that matched, as the thread that publishes events knows them. */
  private final Set<DeviceId> concerned = new HashSet<>();

  /**
   * @param caller runs what calls the provider, and handles its exceptions
   */
  DeviceFollower(
      Predicate<Device> filter,
      Consumer<Device> onPresent,
      Consumer<Device> onGone,
      Consumer<Runnable> caller) {
    this.filter = filter;
    this.onPresent = onPresent;
    this.onGone = onGone;
    this.caller = caller;
  }

  @Override
  public boolean concerns(DeviceEvent event) {
    boolean did = concerned.remove(before(event).id());
    boolean does = matches(event);
    if (does) {
      concerned.add(event.device().id());
    }
    return did || does;
  }

  private boolean matches(DeviceEvent event) {
    try {
      Device device = event.device();
      return !(event instanceof Departed) && device.present() && filter.test(device);
    } catch (RuntimeException | LinkageError e) {
      return true; // fails again in a call of the provider
    }
  }

  @Override
  public void onEvent(DeviceEvent event) {
    caller.accept(() -> follow(event));
  }

  private void follow(DeviceEvent event) {
    Device device = event.device();
    Device last = followed.remove(before(event).id());
    if (!(event instanceof Departed) && device.present() && filter.test(device)) {
      followed.put(device.id(), device);
      onPresent.accept(device);
    } else if (last != null) {
      onGone.accept(last);
    }
  }

  private static Device before(DeviceEvent event) {
    if (event instanceof Changed changed) {
      return changed.before();
    }
    return event instanceof Departed departed ? departed.before() : event.device();
  }
}
