// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import java.time.Instant;

/**
 * One thing that a message tells, usually of one device. Text from the network is cleaned and
 * bounded.
 *
 * @param trigger what happened
 * @param device the id of the device; {@code ""} if it is about the hub
 * @param name the name of the device, or of the hub
 * @param kind the kind of the device, for instance {@code printer}; {@code ""} if unknown
 * @param ip its IP address; {@code ""} if it has none
 * @param text what happened, in one sentence with the name, without a full stop
 * @param since when it happened, wall time
 * @param over whether it ends what an earlier message with the same device told: a return, or a
 *     recovery
 */
public record Subject(
    Trigger trigger,
    String device,
    String name,
    String kind,
    String ip,
    String text,
    Instant since,
    boolean over) {

  /** Returns the same of a device that has another id now. */
  public Subject of(String id) {
    return new Subject(trigger, id, name, kind, ip, text, since, over);
  }

  /** Returns the same in another sentence. */
  public Subject saying(String sentence) {
    return new Subject(trigger, device, name, kind, ip, sentence, since, over);
  }

  /** Returns that it is over. */
  public Subject ended(String sentence) {
    return new Subject(trigger, device, name, kind, ip, sentence, since, true);
  }
}
