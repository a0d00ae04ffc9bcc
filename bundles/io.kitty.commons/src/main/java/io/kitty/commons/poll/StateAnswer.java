// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.poll;

import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.state.DeviceStatus;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a machine answered.
 *
 * @param status its status; null if it tells none that is known
 * @param details adds everything else to the sighting
 * @param refused whether it refuses to tell its state, so that it is asked again late
 */
public record StateAnswer(
    @Nullable DeviceStatus status, Consumer<Sighting.Builder> details, boolean refused) {

  /** Returns the answer of a machine that tells its state. */
  public static StateAnswer of(@Nullable DeviceStatus status, Consumer<Sighting.Builder> details) {
    return new StateAnswer(status, details, false);
  }

  /**
   * Returns the answer of a machine that tells nothing without a key.
   *
   * @param remedy where its owner enters the key, for people
   */
  public static StateAnswer needsKey(String remedy) {
    return refused(sighting -> sighting.fact(Fact.NEEDS_KEY, remedy));
  }

  /** Returns the answer of a machine that refuses for another reason, which is in the details. */
  public static StateAnswer refused(Consumer<Sighting.Builder> details) {
    return new StateAnswer(null, details, true);
  }

  /** Returns whether the machine has a job that is not finished. */
  boolean working() {
    return status != null && DeviceStatus.WORKING.contains(status);
  }

  void addTo(Sighting.Builder sighting) {
    if (status != null) {
      sighting.status(status);
    }
    details.accept(sighting);
  }
}
