// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Set;

/** The state of a device, as its entities read it. */
final class DeviceState {

  private static final long TEN_MINUTES = 600;

  private DeviceState() {}

  /**
   * Returns the state as JSON.
   *
   * @param parts what the device has ever told
   */
  static String of(Device device, Set<DevicePart> parts) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("presence", device.present() ? "present" : "absent");
    parts.forEach(part -> state.set(part.member(), part.value(device)));
    if (parts.contains(DevicePart.STATUS)) {
      MachineState machine = device.present() ? device.state() : MachineState.UNKNOWN;
      state.put("job", job(machine));
      state.put("error", error(machine));
    }
    state.put("name", device.name());
    state.put("ip", device.address().map(InetAddress::getHostAddress).orElse(null));
    state.put("last_seen", lastSeen(device).toString());
    state.put("id", device.id().value());
    return state.put("kind", device.kind()).toString();
  }

  private static String job(MachineState state) {
    Job job = state.job();
    return job == null ? "" : job.name();
  }

  private static String error(MachineState state) {
    MachineError error = state.error();
    return error == null ? "" : (error.code() + " " + error.text()).strip();
  }

  /** Returns the time in steps of ten minutes while it is present: it changes all the time. */
  private static Instant lastSeen(Device device) {
    long seconds = device.lastSeen().getEpochSecond();
    return Instant.ofEpochSecond(
        device.present() ? seconds - Math.floorMod(seconds, TEN_MINUTES) : seconds);
  }
}
