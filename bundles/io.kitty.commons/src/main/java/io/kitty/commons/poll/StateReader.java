// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.poll;

import io.kitty.device.Device;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** How the state of one sort of machine is read. */
public interface StateReader {

  /**
   * Returns where a device can be asked, in order of preference; empty if it is no such machine.
   * The evidence of the reader's own protocol must not count: it would keep a machine present whose
   * announcement has ended. See {@link PollTarget#announced}.
   */
  Stream<PollTarget> targets(Device device);

  /**
   * Asks a machine once. May not block; is not called again for the machine before the answer has
   * come.
   *
   * @return the answer. If there is no usable one, it fails with any exception, which is counted
   *     and not logged
   */
  CompletableFuture<StateAnswer> ask(PollTarget target);
}
