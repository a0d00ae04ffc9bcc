// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.device.Warning;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices devices whose addresses or names go to and fro, and gives them one warning for as long as
 * that lasts. For the model's thread.
 */
final class FlappingDetector {

  /** So many returns to an earlier value, each within this time of the last, are flapping. */
  static final int RETURNS = 5;

  static final Duration QUIET = Duration.ofMinutes(2);

  private static final int MAX_WATCHED = 1024;

  /** What may go to and fro. */
  private record State(List<InetAddress> addresses, String name) {

    static State of(Device device) {
      return new State(device.addresses(), device.facts().getOrDefault(Fact.NAME, ""));
    }

    String differenceTo(State other) {
      return addresses.equals(other.addresses)
          ? "its name goes to and fro between \"" + other.name + "\" and \"" + name + "\""
          : "its addresses go to and fro between " + text(other) + " and " + text(this);
    }

    private static String text(State state) {
      return state.addresses.stream()
          .map(InetAddress::getHostAddress)
          .collect(Collectors.joining(", "));
    }
  }

  private static final class Course {
    @Nullable State earlier;
    Instant last = Instant.MIN;
    int returns;
    @Nullable Warning warning;
  }

  private final Map<DeviceId, Course> courses = new LruMap<>(MAX_WATCHED);

  /** The device as it is now, with the warning if it flaps. */
  Device judge(@Nullable Device was, Device device, Instant now) {
    if (was == null) {
      return device;
    }
    State before = State.of(was);
    State after = State.of(device);
    Course course = courses.get(device.id());
    if (!before.equals(after)) {
      course = courses.computeIfAbsent(device.id(), id -> new Course());
      note(course, before, after, now);
    }
    return course == null || course.warning == null ? device : with(device, course.warning);
  }

  private static void note(Course course, State before, State after, Instant now) {
    if (now.isAfter(course.last.plus(QUIET))) {
      course.returns = 0;
      course.warning = null;
    }
    if (after.equals(course.earlier)) {
      course.returns++;
    }
    course.earlier = before;
    course.last = now;
    if (course.returns >= RETURNS && course.warning == null) {
      course.warning = new Warning("flapping", after.differenceTo(before), now);
    }
  }

  private static Device with(Device device, Warning warning) {
    List<Warning> warnings = new ArrayList<>(device.warnings());
    warnings.add(warning);
    return device.withWarnings(List.copyOf(warnings));
  }

  /** Drops what has been quiet; returns the devices that have a warning no more. */
  List<DeviceId> calm(Instant now) {
    List<DeviceId> calmed = new ArrayList<>();
    courses
        .entrySet()
        .removeIf(
            each -> {
              boolean quiet = now.isAfter(each.getValue().last.plus(QUIET));
              if (quiet && each.getValue().warning != null) {
                calmed.add(each.getKey());
              }
              return quiet;
            });
    return calmed;
  }

  void forget(DeviceId id) {
    courses.remove(id);
  }

  boolean isEmpty() {
    return courses.isEmpty();
  }
}
