// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The devices of a fake context, and those who follow them; all on the test's thread. */
final class FakeDevices {

  private record Follower(
      Predicate<Device> filter,
      Consumer<Device> onPresent,
      Consumer<Device> onGone,
      Map<DeviceId, Device> matching) {

    void present(Device device) {
      if (filter.test(device)) {
        matching.put(device.id(), device);
        onPresent.accept(device);
      } else {
        gone(device.id());
      }
    }

    void gone(DeviceId id) {
      Device last = matching.remove(id);
      if (last != null) {
        onGone.accept(last);
      }
    }
  }

  private final Map<DeviceId, Device> present = new LinkedHashMap<>();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  void follow(Predicate<Device> filter, Consumer<Device> onPresent, Consumer<Device> onGone) {
    Follower follower = new Follower(filter, onPresent, onGone, new HashMap<>());
    followers.add(follower);
    List.copyOf(present.values()).forEach(follower::present);
  }

  void present(Device device) {
    present.put(device.id(), device);
    followers.forEach(follower -> follower.present(device));
  }

  void gone(DeviceId id) {
    present.remove(id);
    followers.forEach(follower -> follower.gone(id));
  }

  void close() {
    followers.clear();
  }
}
