// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import io.kitty.identifier.DeviceId;
import io.kitty.wake.WakeOnLan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the devices to be woken, and returns what a test sets. Thread-safe. */
public final class FakeWakeOnLan implements WakeOnLan {

  private final List<DeviceId> woken = new CopyOnWriteArrayList<>();
  private volatile Outcome outcome = Outcome.SENT;

  /** Sets the outcome of every request. */
  public void outcome(Outcome next) {
    outcome = next;
  }

  /** Returns the devices passed to {@link #wake}, in order. */
  public List<DeviceId> woken() {
    return List.copyOf(woken);
  }

  @Override
  public Outcome wake(DeviceId id) {
    woken.add(id);
    return outcome;
  }
}
