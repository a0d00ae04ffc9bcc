// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import io.kitty.bindserver.limit.RejectedException;

/** Answers requests. Called by one thread at a time; must not block. */
@FunctionalInterface
public interface RequestHandler {

  /**
   * Returns the reply to a request, both without their frames.
   *
   * @throws RejectedException if there is none
   */
  byte[] reply(byte[] request) throws RejectedException;
}
