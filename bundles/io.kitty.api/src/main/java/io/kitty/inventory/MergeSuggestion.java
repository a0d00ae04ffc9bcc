// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Device;
import java.util.List;

/**
 * Another record that may be the same device as a given one. Immutable.
 *
 * @param other the other record
 * @param score how much speaks for it, 1 to 100
 * @param reasons what speaks for it, the strongest first
 */
public record MergeSuggestion(Device other, int score, List<Reason> reasons) {

  /** The score from which the hub takes both for one device. */
  public static final int LIKELY = 60;

  /** What two records have in common. */
  public enum Reason {
    /** The same serial number, as different protocols state it. */
    SERIAL(70),
    /** The same host name. */
    HOST_NAME(40),
    /** Neighbouring MAC addresses, as the interfaces of one machine have them. */
    NEXT_MAC(40),
    /** One departed just as the other one appeared. */
    HANDOVER(30),
    /** The same name, which is not its host name. */
    NAME(30),
    /** The same address, one after the other. */
    ADDRESS(20),
    /** The same vendor and model. */
    MODEL(10),
    /** MAC addresses of the same manufacturer. */
    MAC_MAKER(5);

    private final int score;

    Reason(int score) {
      this.score = score;
    }

    /** Returns how much it adds to the score. */
    public int score() {
      return score;
    }
  }

  /** Copies its arguments. */
  public MergeSuggestion {
    reasons = List.copyOf(reasons);
  }

  /** Returns whether the hub takes both for one device. */
  public boolean likely() {
    return score >= LIKELY;
  }
}
