// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.commons.LruMap;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Warning;
import io.kitty.identifier.DeviceId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Detects devices whose addresses or names alternate between values, and adds one warning while
 * that lasts. For the pipeline's thread.
 */
public final class FlappingDetector {

  /**
   * This number of returns to an earlier value, each within this time after the last, is flapping.
   */
  static final int RETURNS = 5;

  public static final Duration QUIET = Duration.ofMinutes(2);

  private static final int MAX_WATCHED = 1024;

  /**
   * How many states a return may go back: an address that replaces another one is added first, and
   * the other removed next.
   */
  private static final int MAX_EARLIER = 4;

  /** The values that may alternate. */
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

  private static final class FlapState {
    final Deque<State> earlier = new ArrayDeque<>();
    Instant last = Instant.MIN;
    int returns;
    @Nullable Warning warning;
  }

  private final Map<DeviceId, FlapState> states = new LruMap<>(MAX_WATCHED);

  /** Returns the device, with the warning if it is flapping. */
  public Device check(@Nullable Device previous, Device device, Instant now) {
    if (previous == null) {
      return device;
    }
    FlapState state = states.get(device.id());
    if (!isSame(previous, device)) {
      state = states.computeIfAbsent(device.id(), id -> new FlapState());
      update(state, State.of(previous), State.of(device), now);
    }
    return state == null || state.warning == null ? device : with(device, state.warning);
  }

  private static boolean isSame(Device one, Device other) {
    return one.addresses().equals(other.addresses())
        && Objects.equals(one.facts().get(Fact.NAME), other.facts().get(Fact.NAME));
  }

  private static void update(FlapState state, State before, State after, Instant now) {
    if (now.isAfter(state.last.plus(QUIET))) {
      state.returns = 0;
      state.earlier.clear();
      state.warning = null;
    }
    if (state.earlier.contains(after)) {
      state.returns++;
    }
    state.earlier.addLast(before);
    if (state.earlier.size() > MAX_EARLIER) {
      state.earlier.removeFirst();
    }
    state.last = now;
    if (state.returns >= RETURNS && state.warning == null) {
      state.warning = new Warning("flapping", after.differenceTo(before), now);
    }
  }

  private static Device with(Device device, Warning warning) {
    List<Warning> warnings = new ArrayList<>(device.warnings());
    warnings.add(warning);
    return device.withWarnings(List.copyOf(warnings));
  }

  /** Drops devices that have stopped flapping; returns those that lose the warning. */
  public List<DeviceId> expire(Instant now) {
    List<DeviceId> expired = new ArrayList<>();
    states
        .entrySet()
        .removeIf(
            each -> {
              boolean quiet = now.isAfter(each.getValue().last.plus(QUIET));
              if (quiet && each.getValue().warning != null) {
                expired.add(each.getKey());
              }
              return quiet;
            });
    return expired;
  }

  public void forget(DeviceId id) {
    states.remove(id);
  }

  public boolean isEmpty() {
    return states.isEmpty();
  }
}
